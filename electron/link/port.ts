import type { DownFrame } from '#shared/contract/link'

/** One window's connection as the engine's side sees it: a MessagePort, a WebSocket, or memory. */
export interface LinkPort {
  send(frame: DownFrame): void
  /** Frames come as they were received; the link server checks them. */
  onFrame(listener: (frame: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}

/** The far end of a port in memory, as a window would hold it. */
export interface MemoryWindow {
  send(frame: unknown): void
  onFrame(listener: (frame: unknown) => void): void
  close(): void
}

/**
 * Two ends that hand each other copies of their frames on the next turn, as every real port does: what is shared by
 * reference or answered at once only works in a test.
 */
export function memoryPort(): { port: LinkPort; window: MemoryWindow } {
  const up: Array<(frame: unknown) => void> = []
  const down: Array<(frame: unknown) => void> = []
  const closed: Array<() => void> = []
  let open = true
  function deliver(listeners: Array<(frame: unknown) => void>, frame: unknown): void {
    if (!open) return
    const copy: unknown = structuredClone(frame)
    queueMicrotask(() => {
      if (open) for (const listener of listeners) listener(copy)
    })
  }
  function close(): void {
    if (!open) return
    open = false
    for (const listener of closed) listener()
  }
  return {
    port: {
      send: (frame) => deliver(down, frame),
      onFrame: (listener) => up.push(listener),
      onClose: (listener) => closed.push(listener),
      close,
    },
    window: {
      send: (frame) => deliver(up, frame),
      onFrame: (listener) => down.push(listener),
      close,
    },
  }
}

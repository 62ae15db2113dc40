import type { ViewerFrame, ViewerSink } from '#shared/contract/terminal'
import type { ClientMessage } from '../../terminal-host/protocol'
import type { Viewer } from './host'

/** The viewers of one client's sessions: which sink gets what comes for a viewer. */
export class Viewers {
  readonly #sinks = new Map<number, ViewerSink>()
  /** Viewers that have seen nothing yet, by the session they are for. */
  readonly #blank = new Map<number, string>()
  readonly #send: (message: ClientMessage) => void
  #nextId = 1

  constructor(send: (message: ClientMessage) => void) {
    this.#send = send
  }

  attach(session: string, sink: ViewerSink): Viewer {
    const viewer = this.#nextId++
    this.#sinks.set(viewer, sink)
    this.#blank.set(viewer, session)
    this.#send({ type: 'attach', session, viewer })
    return {
      ack: (totalChars) => {
        if (this.#sinks.has(viewer)) this.#send({ type: 'ack', viewer, chars: totalChars })
      },
      close: () => {
        this.#blank.delete(viewer)
        if (this.#sinks.delete(viewer)) this.#send({ type: 'detach', viewer })
      },
    }
  }

  /**
   * A window hears of an agent before its program is there, and may come too early: the host knew nothing of the
   * session then. Whoever had its first picture already has been taken off the list.
   */
  spawned(session: string): void {
    for (const [viewer, wanted] of this.#blank) {
      if (wanted === session) this.#send({ type: 'attach', session, viewer })
    }
  }

  /** What the host has for a viewer that may be gone. */
  show(viewer: number, frame: ViewerFrame): void {
    if (frame.type === 'snapshot') this.#blank.delete(viewer)
    this.#sinks.get(viewer)?.(frame)
  }

  /** Nothing more comes for anybody. */
  clear(): void {
    this.#sinks.clear()
    this.#blank.clear()
  }
}

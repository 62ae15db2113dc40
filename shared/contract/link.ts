import { z } from 'zod'
import type { Input, MethodName, Output, Push, PushName } from './methods'

/**
 * The one way a window reaches the engine, over a MessagePort, a WebSocket, or memory. Which of them is chosen once,
 * at start. The frames below are what crosses; both ends parse them.
 */

/** Connection state that a window must show. */
export type LinkState =
  { kind: 'connecting' } | { kind: 'open' } | { kind: 'lost'; reason: string } | { kind: 'closed' }

/** Refused with a reason for a person. Everything else that is thrown is a bug or a lost connection. */
export class Refused extends Error {
  override name = 'Refused'
}

/** What a terminal viewer is told. See `contract/terminal` for the frames' shapes. */
export interface TerminalHandlers<Frame> {
  frame(frame: Frame): void
  /** The agent of this pane was replaced or is gone; `open` again to see the next one. */
  end(reason: string): void
}

/** One terminal as a window has it open. */
export interface TerminalChannel {
  /** Total characters parsed so far since the channel was opened; monotonic. */
  ack(chars: number): void
  input(data: string): void
  resize(cols: number, rows: number): void
  close(): void
}

/** A window’s way to the engine. `Frame` is what its terminals are sent. */
export interface Link<Frame> {
  request<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>
  on<P extends PushName>(push: P, listener: (payload: Push<P>) => void): () => void
  openTerminal(run: string, pane: string, handlers: TerminalHandlers<Frame>): TerminalChannel
  state(): LinkState
  onState(listener: (state: LinkState) => void): () => void
  close(): void
}

const channel = z.number().int().nonnegative()

/** From a window to the engine. */
export const UpFrame = z.discriminatedUnion('t', [
  z.object({ t: z.literal('request'), id: z.number().int(), method: z.string().max(64), input: z.unknown() }),
  z.object({ t: z.literal('open'), channel, run: z.string().max(64), pane: z.string().max(64) }),
  z.object({ t: z.literal('ack'), channel, chars: z.number().nonnegative() }),
  /** Keystrokes and pastes of the person; 1 MiB at a time at most. */
  z.object({ t: z.literal('input'), channel, data: z.string().max(1024 * 1024) }),
  z.object({
    t: z.literal('resize'),
    channel,
    cols: z.number().int().min(2).max(1000),
    rows: z.number().int().min(1).max(1000),
  }),
  z.object({ t: z.literal('close'), channel }),
])

/** From the engine to a window. `frame` is a terminal frame, checked by the terminal's own schema. */
export const DownFrame = z.discriminatedUnion('t', [
  z.object({ t: z.literal('answer'), id: z.number().int(), ok: z.literal(true), output: z.unknown() }),
  z.object({ t: z.literal('refused'), id: z.number().int(), reason: z.string() }),
  z.object({ t: z.literal('push'), name: z.string(), payload: z.unknown() }),
  z.object({ t: z.literal('frame'), channel, frame: z.unknown() }),
  z.object({ t: z.literal('end'), channel, reason: z.string() }),
])

export type UpFrame = z.infer<typeof UpFrame>
export type DownFrame = z.infer<typeof DownFrame>

import type { TerminalChannel, TerminalHandlers } from '#shared/contract/link'
import type { MethodName, Output, ParsedInput, Push, PushName } from '#shared/contract/methods'

/** Hears everything that the engine sends unasked. */
export type PushListener = <P extends PushName>(name: P, payload: Push<P>) => void

/** What a link needs of the engine, and no more: the same server works over the real deck and over a test's. */
export interface LinkEngine {
  handle<M extends MethodName>(method: M, input: ParsedInput<M>): Promise<Output<M>>
  onPush(listener: PushListener): () => void
  openTerminal(run: string, pane: string, handlers: TerminalHandlers<unknown>): TerminalChannel
}

import type { Input, Output } from '#shared/contract/methods'
import { link, reasonOf } from '../../state/deck'

type Send = (input: Input<'prompt.send'>) => Promise<Output<'prompt.send'>>

/** Sends the same text to several panes. @returns those that did not take it, each with the reason. */
export async function sendToAll(
  run: string,
  panes: readonly string[],
  text: string,
  send: Send = (input) => link.request('prompt.send', input),
): Promise<Array<{ pane: string; reason: string }>> {
  const answers = await Promise.all(
    panes.map((pane) =>
      send({ run, pane, text }).then(
        () => null,
        (error: unknown) => ({ pane, reason: reasonOf(error) }),
      ),
    ),
  )
  return answers.filter((answer) => answer !== null)
}

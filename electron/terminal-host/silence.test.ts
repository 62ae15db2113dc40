import xterm from '@xterm/headless'
import { expect, test } from 'vitest'
import { silenceQueries } from '#shared/contract/terminal-queries'

const QUESTIONS =
  '\x1b[c\x1b[>c\x1b[=c\x1b[5n\x1b[6n\x1b[?6n\x1b[?2026$p\x1b[4$p\x1bP$qm\x1b\\\x1b[18t\x1b[>0q\x1b]10;?\x07\x1b]4;1;?\x07'

async function repliesOf(silent: boolean): Promise<string[]> {
  const terminal = new xterm.Terminal({ allowProposedApi: true, windowOptions: { getWinSizeChars: true } })
  if (silent) silenceQueries(terminal.parser)
  const replies: string[] = []
  terminal.onData((data) => replies.push(data))
  await new Promise<void>((resolve) => terminal.write(QUESTIONS, resolve))
  return replies
}

test('a silenced terminal answers nothing that a plain one answers', async () => {
  expect((await repliesOf(false)).length).toBeGreaterThanOrEqual(7)
  expect(await repliesOf(true)).toEqual([])
})

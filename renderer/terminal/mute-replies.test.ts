import xterm from '@xterm/headless'
import { describe, expect, it } from 'vitest'
import { muteReplies } from './mute-replies'

const queries = {
  'primary device attributes': '\x1b[c',
  'secondary device attributes': '\x1b[>c',
  'device status': '\x1b[5n',
  'cursor position': '\x1b[6n',
  'extended cursor position': '\x1b[?6n',
  'mode request': '\x1b[4$p',
  'private mode request': '\x1b[?2026$p',
  'status string': '\x1bP$qm\x1b\\',
}

function repliesTo(text: string, muted: boolean): Promise<string> {
  const terminal = new xterm.Terminal({ allowProposedApi: true, cols: 40, rows: 5 })
  let replies = ''
  terminal.onData((data) => (replies += data))
  if (muted) muteReplies(terminal)
  return new Promise((resolve) =>
    terminal.write(text, () => {
      terminal.dispose()
      resolve(replies)
    }),
  )
}

describe('muteReplies', () => {
  it.each(Object.entries(queries))('leaves a %s query to the mirror', async (_name, query) => {
    expect(await repliesTo(query, false)).not.toBe('')
    expect(await repliesTo(query, true)).toBe('')
  })

  it('consumes colour questions and clipboard writes but not what is drawn', async () => {
    const terminal = new xterm.Terminal({ allowProposedApi: true, cols: 40, rows: 5 })
    muteReplies(terminal)
    await new Promise<void>((resolve) =>
      terminal.write('\x1b]11;?\x07\x1b]52;c;aGk=\x07\x1b]7501;?\x1b\\text', () => resolve()),
    )
    expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('text')
    terminal.dispose()
  })
})

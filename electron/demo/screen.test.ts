import { Terminal } from '@xterm/headless'
import { describe, expect, it } from 'vitest'
import { createScreen } from './screen'

const COLUMNS = 40
const ROWS = 12

/** A screen drawn on a real terminal emulator. */
function onTerminal() {
  const terminal = new Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true })
  const screen = createScreen({
    write: (text) => terminal.write(text),
    columns: () => terminal.cols,
    hint: 'hint',
  })
  async function rows(): Promise<string[]> {
    await new Promise<void>((resolve) => terminal.write('', resolve))
    const buffer = terminal.buffer.active
    return Array.from(
      { length: ROWS },
      (_, row) =>
        buffer
          .getLine(buffer.baseY + row)
          ?.translateToString(true)
          .trimEnd() ?? '',
    )
  }
  const cursor = () => [terminal.buffer.active.cursorX, terminal.buffer.active.cursorY]
  return { terminal, screen, rows, cursor }
}
const block = (text: string) => ({ mark: '● ', markStyle: [], text, textStyle: [] })
const rule = '─'.repeat(COLUMNS - 1)

describe('createScreen', () => {
  it('keeps the input box below what was said, with the cursor in it', async () => {
    const { screen, rows, cursor } = onTerminal()
    screen.add(block('first'))
    screen.setActivity('Testing…')
    screen.setInput('draft')
    expect((await rows()).slice(0, 6)).toEqual([
      '● first',
      '· Testing… (esc to interrupt)',
      '',
      rule,
      '› draft',
      rule,
    ])
    expect(cursor()).toEqual([7, 4])
    screen.setActivity(null)
    screen.setInput('')
    screen.add(block('second'))
    expect((await rows()).slice(0, 7)).toEqual(['● first', '● second', '', rule, '›', rule, '  hint'])
    expect(cursor()).toEqual([2, 4])
  })

  it('draws nothing at rest, so that the deck can see that it waits', async () => {
    const written: string[] = []
    const screen = createScreen({ write: (text) => written.push(text), columns: () => COLUMNS, hint: '' })
    screen.setActivity('Testing…')
    written.length = 0
    screen.tick()
    expect(written).toHaveLength(1)
    screen.setActivity(null)
    written.length = 0
    screen.tick()
    expect(written).toEqual([])
  })

  it('shows the end of a text that is longer than the box', async () => {
    const { screen, rows } = onTerminal()
    screen.setInput(`${'x'.repeat(60)}the end`)
    const row = (await rows()).find((line) => line.startsWith('›'))
    expect(row).toMatch(/^› …x+the end$/)
    expect(row?.length).toBeLessThan(COLUMNS)
  })

  it('cuts off what would wrap, so that drawing it again leaves nothing behind', async () => {
    const { screen, rows } = onTerminal()
    screen.add(block('first'))
    screen.setActivity('Bash dot-agent-deck delegate --to reviewer…')
    screen.tick()
    screen.tick()
    const shown = await rows()
    expect(shown.filter((row) => row.includes('Bash'))).toHaveLength(1)
    expect(shown[1]).toMatch(/^\S Bash dot-agent-de.*… \(esc to interrupt\)$/)
  })

  it('looks the same after a resize as if it had always been that wide', async () => {
    const { terminal, screen, rows } = onTerminal()
    screen.add(block('a sentence that needs more than one line of this terminal'))
    terminal.resize(30, ROWS)
    screen.redraw()
    expect((await rows()).slice(0, 4)).toEqual([
      '● a sentence that needs more',
      '  than one line of this',
      '  terminal',
      '',
    ])
  })
})

import { expect, test, vi } from 'vitest'
import { systemClock } from './clock'
import { Mirror, type MirrorEvents } from './mirror'
import { hiddenState } from './mirror-state'
import { tailText, visibleLines } from './screen-text'

const THEME = { foreground: '#ffffff', background: '#1a2b3c', cursor: '#00ff00', dark: true }

function mirror(events: Partial<MirrorEvents> = {}): Mirror {
  const none = () => undefined
  return new Mirror({
    cols: 20,
    rows: 4,
    scrollback: 100,
    theme: () => THEME,
    clock: systemClock,
    events: {
      reply: none,
      programStatus: none,
      title: none,
      bell: none,
      modes: none,
      parsed: none,
      ...events,
    },
  })
}

async function fed(data: string, events: Partial<MirrorEvents> = {}): Promise<Mirror> {
  const made = mirror(events)
  made.feed(data)
  await made.settled()
  return made
}

test('the library still keeps the state that snapshots need where it is read', async () => {
  const { terminal } = await fed('\x1b[?25l\x1b[?1006h\x1b[5 q\x1b[2;3r')
  expect(hiddenState(terminal)).toEqual({
    cursorVisible: false,
    cursorStyle: 5,
    mouseEncoding: 'SGR',
    margins: { top: 1, bottom: 2 },
  })
})

test.each([
  ['\x1b[c', ['\x1b[?1;2c']],
  ['\x1b[>c', ['\x1b[>0;276;0c']],
  ['ab\x1b[6n', ['\x1b[1;3R']],
  ['\x1b]10;?\x07', ['\x1b]10;rgb:ffff/ffff/ffff\x1b\\']],
  ['\x1b]10;?;?\x07', ['\x1b]10;rgb:ffff/ffff/ffff\x1b\\', '\x1b]11;rgb:1a1a/2b2b/3c3c\x1b\\']],
  ['\x1b]12;?\x1b\\', ['\x1b]12;rgb:0000/ffff/0000\x1b\\']],
  ['\x1b]7501;?\x1b\\', ['\x1b]7501;?\x1b\\']],
  ['\x1b[>0q', ['\x1bP>|xterm.js(6.0.0)\x1b\\']],
  ['\x1b[?996n', ['\x1b[?997;1n']],
  ['\x1b]52;c;?\x07\x1b]52;c;aGk=\x07\x1b]11;#000000\x07', []],
])('answers %j', async (question, answers) => {
  const replies: string[] = []
  await fed(question, { reply: (data) => replies.push(data) })
  expect(replies).toEqual(answers)
})

test.each([
  ['plain text with colour', 'one\r\n\x1b[31mtwo\x1b[0m\r\nthree'],
  ['scrollback', Array.from({ length: 30 }, (_, i) => `line ${i}`).join('\r\n')],
  ['the alternate screen over text', 'shell\r\n$ \x1b[?1049h\x1b[2;5Htui\x1b[?25l'],
  ['scroll region and cursor', '\x1b[2;3r\x1b[2;4Hx'],
  ['origin mode', '\x1b[2;3r\x1b[?6h\x1b[2;2Hx'],
  ['mouse, focus and paste modes', '\x1b[?1003h\x1b[?1006h\x1b[?1004h\x1b[?2004h\x1b[?1h'],
])('a snapshot restores %s', async (_, output) => {
  const original = await fed(output)
  const copy = await fed('old content\x1b[?1049h\x1b[?1000h\x1b[3;4r')
  copy.feed(original.snapshot(true).data)
  await copy.settled()
  expect(visibleLines(copy.terminal)).toEqual(visibleLines(original.terminal))
  expect(tailText(copy.terminal, 100)).toBe(tailText(original.terminal, 100))
  expect(copy.terminal.modes).toEqual(original.terminal.modes)
  expect(hiddenState(copy.terminal)).toEqual(hiddenState(original.terminal))
  const cursor = ({ terminal }: Mirror) => [terminal.buffer.active.cursorX, terminal.buffer.active.cursorY]
  expect(cursor(copy)).toEqual(cursor(original))
})

test('a repaint shows the screen and its modes over whatever was there, and leaves synchronized output', async () => {
  const original = await fed('a\r\nb\r\nc\r\nd\r\ne\x1b[?2004h')
  const copy = await fed('\x1b[?1049hjunk\x1b[?1003h\x1b[?25l\x1b[2;3r')
  copy.feed(original.snapshot(false).data)
  await copy.settled()
  expect(visibleLines(copy.terminal)).toEqual(visibleLines(original.terminal))
  expect(copy.terminal.modes).toEqual(original.terminal.modes)
  expect(hiddenState(copy.terminal)).toEqual(hiddenState(original.terminal))
})

test('a screen is taken between frames of synchronized output', async () => {
  const made = await fed('\x1b[?2026hhalf')
  const taken = vi.fn(() => visibleLines(made.terminal)[0]?.text)
  made.whenComplete(taken)
  expect(taken).not.toHaveBeenCalled()
  made.feed(' whole\x1b[?2026l\x1b[?2026h\x1b[2J')
  await made.settled()
  expect(taken).toHaveReturnedWith('half whole')
})

test('a program that never closes its frame does not keep a viewer waiting', async () => {
  const made = await fed('\x1b[?2026hhalf')
  await new Promise<void>((resolve) => made.whenComplete(resolve))
})

test('what is fed and not parsed yet is known in order, a size change included', async () => {
  const made = mirror()
  made.feed('ab')
  made.resize(30, 5)
  made.feed('cd')
  expect(made.pending).toEqual([
    { kind: 'data', seq: 2, data: 'ab' },
    { kind: 'resize', cols: 30, rows: 5 },
    { kind: 'data', seq: 4, data: 'cd' },
  ])
  await made.settled()
  expect(made.pending).toEqual([])
  expect([made.terminal.cols, made.backlog, made.fed]).toEqual([30, 0, 4])
})

test('titles, bells and modes are told once per change', async () => {
  const seen: unknown[] = []
  await fed('\x1b]0;One\x07\x1b]2;One\x07\x07\x1b[?2004h\x1b[?2004h', {
    title: (title) => seen.push(title),
    bell: () => seen.push('bell'),
    modes: (modes) => seen.push(modes),
  })
  expect(seen).toEqual(['One', 'bell', { alternate: false, bracketedPaste: true, mouse: false }])
})

test('faint and inverse text are found by column, and wrapped lines are joined in the text', async () => {
  const { terminal } = await fed(`a\x1b[2mbc\x1b[0md\x1b[7me\x1b[0m\r\n${'x'.repeat(25)}`)
  expect(visibleLines(terminal)[0]).toEqual({ text: 'abcde', dim: [[1, 3]], inverse: [[4, 5]] })
  expect(tailText(terminal, 10)).toBe(`abcde\n${'x'.repeat(25)}`)
  expect(tailText(terminal, 1)).toBe('x'.repeat(25))
})

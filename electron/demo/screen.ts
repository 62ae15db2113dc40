import { wrap } from './wrap'

/**
 * The agent's screen: a transcript that scrolls away, and below it a live part with what is being done and the input
 * box. Only the live part is ever drawn again.
 */

const style = {
  reset: '\x1b[0m',
  bold: '\x1b[1m',
  dim: '\x1b[2m',
  red: '\x1b[31m',
  green: '\x1b[32m',
  cyan: '\x1b[36m',
} as const
export type Style = keyof typeof style

function styled(text: string, ...names: Style[]): string {
  return `${names.map((name) => style[name]).join('')}${text}${style.reset}`
}

/** A block of the transcript: wrapped again whenever the terminal has another width. */
export interface Block {
  /** In front of the first line; the others are indented by as much. */
  mark: string
  markStyle: Style[]
  text: string
  textStyle: Style[]
  /** An empty row above it. */
  apart?: boolean
}

/** Columns of the rules around the input box; wider ones say nothing more. */
const MAX_RULE = 100
const SPINNER = ['·', '✢', '✳', '✻', '✽', '✻', '✳', '✢'] as const
/** Behind what is being done. */
const INTERRUPT = '(esc to interrupt)'
/** Nothing is shown half drawn. */
const BEGIN_FRAME = '\x1b[?2026h'
const END_FRAME = '\x1b[?2026l'

/** Where the demo agent draws, and what always stands there. */
export interface ScreenOptions {
  write: (text: string) => void
  columns: () => number
  /** Under the input box. */
  hint: string
}

/** The screen of the demo agent: a transcript, and below it what changes. */
export interface AgentScreen {
  /** Adds to the transcript. */
  add(block: Block): void
  /** The text that is being written; null when it is done and has been added. */
  setPartial(block: Block | null): void
  /** What is being done; null at rest. */
  setActivity(text: string | null): void
  setInput(text: string): void
  /** Moves the spinner on. */
  tick(): void
  /** Draws everything again, for a terminal whose size has changed. */
  redraw(): void
}

/** A live row must not wrap: drawing it again counts on one row. */
function clip(text: string, width: number): string {
  const room = Math.max(1, width)
  return text.length > room ? `${text.slice(0, room - 1)}…` : text
}

/** Draws on a terminal as agent programs do: the transcript scrolls away, the live part is drawn anew. */
export function createScreen({ write, columns, hint }: ScreenOptions): AgentScreen {
  const transcript: Block[] = []
  let partial: Block | null = null
  let activity: string | null = null
  let input = ''
  let frame = 0
  /** Rows between the top of the live part and the cursor. */
  let cursorRow = 0

  function lines({ mark, markStyle, text, textStyle, apart }: Block): string[] {
    const indent = ' '.repeat(mark.length)
    const rows = wrap(text, columns() - mark.length - 1).map(
      (line, index) => (index === 0 ? styled(mark, ...markStyle) : indent) + styled(line, ...textStyle),
    )
    return apart ? ['', ...rows] : rows
  }

  /** The live part; the cursor goes behind the input, on the row that is given back. */
  function live(): { rows: string[]; row: number; column: number } {
    const rule = styled('─'.repeat(Math.max(8, Math.min(columns() - 1, MAX_RULE))), 'dim')
    const room = Math.max(8, columns() - 4)
    const shown = input.replaceAll('\n', ' ')
    // Of a long text its end is shown, where the cursor is.
    const visible = shown.length > room ? `…${shown.slice(shown.length - room + 1)}` : shown
    const doing =
      activity === null
        ? []
        : [
            `${styled(SPINNER[frame % SPINNER.length] ?? '·', 'cyan')} ${clip(activity, columns() - INTERRUPT.length - 4)} ${styled(INTERRUPT, 'dim')}`,
          ]
    const above = [...(partial ? lines(partial) : []), ...doing, '', rule]
    return {
      rows: [
        ...above,
        `${styled('›', 'bold')} ${visible}`,
        rule,
        styled(`  ${clip(hint, columns() - 3)}`, 'dim'),
      ],
      row: above.length,
      column: 2 + visible.length,
    }
  }

  function clearLive(): string {
    return `\r${cursorRow > 0 ? `\x1b[${cursorRow}A` : ''}\x1b[J`
  }
  function drawLive(): string {
    const { rows, row, column } = live()
    const up = rows.length - 1 - row
    cursorRow = row
    return `${rows.join('\r\n')}\r${up > 0 ? `\x1b[${up}A` : ''}\x1b[${column}C`
  }
  function show(before = ''): void {
    write(BEGIN_FRAME + clearLive() + before + drawLive() + END_FRAME)
  }

  return {
    add(block) {
      transcript.push(block)
      show(`${lines(block).join('\r\n')}\r\n`)
    },
    setPartial(block) {
      partial = block
      show()
    },
    setActivity(text) {
      activity = text
      show()
    },
    setInput(text) {
      input = text
      show()
    },
    tick() {
      frame++
      if (activity !== null) show()
    },
    redraw() {
      cursorRow = 0
      const all = transcript.flatMap(lines).map((line) => `${line}\r\n`)
      write(`${BEGIN_FRAME}\x1b[2J\x1b[3J\x1b[H${all.join('')}${drawLive()}${END_FRAME}`)
    },
  }
}

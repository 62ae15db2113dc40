import { once } from 'node:events'
import { createKeyReader } from './keys'
import { readPointed } from './pointed-text'
import { statusReport, titleReport } from './program-status'
import { runProgram } from './program'
import { type AgentScreen, type Style, createScreen } from './screen'
import { Interrupted, perform, scriptOf } from './scripts'
import type { Session, ToolResult } from './session'

/**
 * The scripted agent of the demo: an interactive terminal program like the real ones, with an input box, a spinner and
 * tools, that is handled by the deck like any other.
 */

const role = process.argv[2] ?? ''
const script = scriptOf(role)
/** Seconds of the story take this many seconds; tests go faster. */
const pace = Number(process.env['DOT_AGENT_DECK_DEMO_PACE'] ?? '1') || 1
/** Milliseconds between two pictures of the spinner. */
const TICK_MS = 120
/** Characters written at a time, and milliseconds between. */
const WRITE_CHARS = 4
const WRITE_MS = 18

if (!script) {
  process.stderr.write(`The demo has no role "${role}". Use: orchestrator, coder, reviewer or release.\n`)
  process.exit(2)
}
if (!process.stdin.isTTY || !process.stdout.isTTY) {
  process.stderr.write('The demo agent is an interactive program. Start it in a terminal.\n')
  process.exit(2)
}

let interrupted = false

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds * pace))
  if (interrupted) throw new Interrupted()
}

function report(state: 'idle' | 'working', note?: string): void {
  process.stdout.write(statusReport(state, note) + titleReport(`${role}: ${note ?? state}`))
}

function sessionOn(screen: AgentScreen): Session {
  function busy(doing: string): void {
    screen.setActivity(`${doing}…`)
    report('working', doing)
  }
  const said = (text: string) => ({
    mark: '● ',
    markStyle: [] as Style[],
    text,
    textStyle: [] as Style[],
    apart: true,
  })
  const colourOf = (line: string): Style =>
    line.startsWith('+') ? 'green' : line.startsWith('-') ? 'red' : 'dim'

  return {
    cwd: process.cwd(),
    async say(text) {
      for (let end = WRITE_CHARS; end < text.length; end += WRITE_CHARS) {
        screen.setPartial(said(text.slice(0, end)))
        await pause(WRITE_MS)
      }
      screen.setPartial(null)
      screen.add(said(text))
      await pause(200)
    },
    async think(doing, seconds) {
      busy(doing)
      await pause(seconds * 1000)
    },
    async tool(name, argument, work): Promise<ToolResult> {
      busy(`${name} ${argument}`)
      await pause(250)
      const result = await work()
      screen.add({
        mark: '● ',
        markStyle: [result.ok ? 'green' : 'red'],
        text: `${name}(${argument})`,
        textStyle: ['bold'],
        apart: true,
      })
      for (const [index, line] of result.lines.entries()) {
        screen.add({
          mark: index === 0 ? '  └ ' : '    ',
          markStyle: ['dim'],
          text: line,
          textStyle: [colourOf(line)],
        })
      }
      await pause(350)
      return result
    },
    run: (file, args, input) =>
      runProgram(file, args, {
        cwd: process.cwd(),
        ...(input === undefined ? {} : { input }),
        // The agent's own program may be Electron, which has to be told to act as Node.
        ...(process.versions.electron && file === process.execPath
          ? { env: { ELECTRON_RUN_AS_NODE: '1' } }
          : {}),
      }),
  }
}

async function main(answer: NonNullable<typeof script>): Promise<void> {
  const screen = createScreen({
    write: (text) => process.stdout.write(text),
    columns: () => process.stdout.columns,
    hint: `${role} · a scripted agent, no account needed`,
  })
  const session = sessionOn(screen)
  const read = createKeyReader()
  let draft = ''
  const prompts: string[] = []
  let working = false

  async function work(): Promise<void> {
    if (working) return
    working = true
    for (let prompt = prompts.shift(); prompt !== undefined; prompt = prompts.shift()) {
      interrupted = false
      try {
        await respond(prompt)
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error
        screen.setPartial(null)
        screen.add({ mark: '  └ ', markStyle: ['dim'], text: 'Interrupted', textStyle: ['red'] })
      }
      screen.setActivity(null)
    }
    working = false
    report('idle')
  }

  async function respond(prompt: string): Promise<void> {
    report('working', 'reading')
    screen.add({ mark: '› ', markStyle: ['bold'], text: prompt, textStyle: ['dim'], apart: true })
    screen.setActivity('Reading…')
    const { files, text } = await readPointed(prompt, session.cwd)
    for (const file of files) {
      const lines = [`${text.split('\n').length} lines`]
      await session.tool('Read', file.split(/[\\/]/).at(-1) ?? file, async () => ({ ok: true, lines }))
    }
    await perform(answer, text, session)
  }

  function submit(): void {
    const prompt = draft.trim()
    draft = ''
    screen.setInput('')
    if (prompt === '') return
    prompts.push(prompt)
    void work()
  }

  process.stdin.setRawMode(true)
  process.stdin.setEncoding('utf8')
  process.stdin.on('data', (chunk: string) => {
    if (chunk === '\x1b' && working) interrupted = true
    for (const key of read(chunk)) {
      if (key.kind === 'text') draft += key.text
      else if (key.kind === 'backspace') draft = [...draft].slice(0, -1).join('')
      else if (key.kind === 'clear') draft = ''
      else if (key.kind === 'enter') submit()
      else if (key.kind === 'end' && draft === '') return leave(0)
      else if (key.kind === 'interrupt') {
        if (working) interrupted = true
        else if (draft === '') return leave(0)
        draft = ''
      }
      if (key.kind !== 'enter') screen.setInput(draft)
    }
  })
  process.stdout.on('resize', screen.redraw)
  for (const signal of ['SIGHUP', 'SIGTERM'] as const) process.on(signal, () => leave(0))

  // Bracketed paste tells the deck that this box takes a text of many lines in one piece.
  process.stdout.write('\x1b[?2004h')
  screen.add({ mark: '◆ ', markStyle: ['cyan'], text: `Demo agent: ${role}`, textStyle: ['bold'] })
  screen.add({ mark: '  ', markStyle: [], text: session.cwd, textStyle: ['dim'] })
  report('idle')
  const ticker = setInterval(() => screen.tick(), TICK_MS)
  await once(process.stdin, 'end')
  clearInterval(ticker)
  leave(0)
}

function leave(code: number): void {
  process.stdout.write('\x1b[?2004l\r\n')
  process.exit(code)
}

await main(script)

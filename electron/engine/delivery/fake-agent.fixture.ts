import type { AgentAdapter, LaunchAdditions } from '../agents/adapter'
import type { Screen, TerminalHost } from '../terminal/host'

/** A program with one input line, as a terminal host would show it. */
export class FakeTerminal {
  line = ''
  dialog = false
  gone = false
  readonly submitted: string[] = []
  dropsPastes = 0
  swallowsEnters = 0
  private stashed = ''
  private output = 0
  private input = 0

  screen(): Screen | undefined {
    if (this.gone) return undefined
    const text = this.dialog ? 'Do you trust this folder?' : `> ${this.line}`
    return {
      cols: 120,
      rows: 1,
      cursor: { x: text.length, y: 0, visible: true },
      alternate: false,
      bracketedPaste: true,
      mouse: false,
      title: '',
      lines: [{ text, dim: [], inverse: [] }],
      outputBytes: this.output,
      lastOutputAt: 0,
      inputBytes: this.input,
    }
  }

  write(data: string): void {
    this.input += data.length
    this.output++
    if (data === '\r') {
      if (this.dialog) throw new Error('Enter answered a dialog')
      if (this.swallowsEnters > 0) this.swallowsEnters--
      else if (this.line !== '') {
        this.submitted.push(this.line)
        this.line = this.stashed
        this.stashed = ''
      }
    } else if (data === '\u0003') {
      this.line = ''
    } else if (data === '\u0013') {
      this.stashed = this.line
      this.line = ''
    } else if (data.startsWith('PASTE:') && this.dropsPastes > 0) this.dropsPastes--
    else this.line += data.replace('PASTE:', '')
  }
}

const never = (): never => {
  throw new Error('A delivery has no business with this')
}

/** As much of a terminal host as deliveries use. */
export function hostOf(terminals: ReadonlyMap<string, FakeTerminal>): TerminalHost {
  return {
    postEndpoint: '',
    pid: 0,
    spawn: never,
    write: (session, data) => terminals.get(session)?.write(data),
    resize: never,
    end: never,
    processes: never,
    screen: (session) => Promise.resolve(terminals.get(session)?.screen()),
    text: never,
    snapshot: never,
    list: never,
    setTheme: never,
    attach: never,
    on: never,
    answer: never,
    close: never,
    shutdown: never,
  }
}

/** An agent CLI whose hooks prove a submit, or whose screen has to. */
export function adapterWith(proof: 'hook' | 'screen'): AgentAdapter {
  return {
    id: 'fake',
    label: 'Fake',
    binaries: [],
    firstPrompt: 'argument',
    canStash: proof === 'hook',
    prepare: never,
    readHook: () => [],
    readTitle: () => undefined,
    readScreen(screen) {
      const text = screen.lines[0]?.text ?? ''
      if (!text.startsWith('>')) return { box: 'absent', dialog: { kind: 'trust', title: text } }
      return text === '> ' ? { box: 'empty' } : { box: 'draft', draft: text.slice(2) }
    },
    submit: { chunks: (text) => [`PASTE:${text}`], beforeEnterMs: 150, enter: '\r', stash: '\u0013' },
    ready: (screen) => screen.lines[0]?.text.startsWith('>') ?? false,
    proof,
    matches: (submitted, reported) => submitted === reported,
    sawSubmit: (text, before, after, enterAt) =>
      (before?.lines[0]?.text.includes(text) ?? enterAt !== undefined) &&
      !(after.lines[0]?.text.includes(text) ?? false),
  }
}

/** What a start added. `carried`: whether the first prompt got through. */
export const additions = (carried: boolean): LaunchAdditions => ({
  pathFolders: [],
  env: {},
  shimmed: true,
  firstPromptPassed: true,
  carried: () => Promise.resolve(carried),
})

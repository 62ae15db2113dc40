import type { TerminalChannel, TerminalHandlers } from '#shared/contract/link'
import type { MethodName, Output, ParsedInput } from '#shared/contract/methods'
import type { ViewerFrame } from '#shared/contract/terminal'
import { messageOf } from '#shared/message-of'
import type { Runs } from './runs'
import type { TerminalHost } from './terminal/host'

type TerminalMethod = Extract<MethodName, 'pane.processes' | 'terminal.theme'>

/** What terminals need of the deck. */
interface TerminalPorts {
  runs: Runs
  host: () => Promise<TerminalHost>
}

/** The terminals of the runs, as windows see them. */
export class Terminals {
  private viewers = 0

  /** What a window may ask about them. */
  readonly handlers: { [M in TerminalMethod]: (input: ParsedInput<M>) => Promise<Output<M>> } = {
    'pane.processes': async ({ run, pane }) => {
      const session = this.ports.runs.get(run).sessionIn(pane)
      const processes = session ? await (await this.ports.host()).processes(session) : []
      return processes.map(({ pid, name, rssBytes, cpuMs }) => ({ pid, name, rssBytes, cpuMs }))
    },
    'terminal.theme': async (theme) => {
      ;(await this.ports.host()).setTheme(theme)
      return {}
    },
  }

  constructor(private readonly ports: TerminalPorts) {}

  /** Shows a pane's terminal to a window, and passes on what the person types there. */
  open(run: string, pane: string, handlers: TerminalHandlers<ViewerFrame>): TerminalChannel {
    const live = this.ports.runs.live.get(run)
    const session = live?.sessionIn(pane)
    if (!live || !session) {
      handlers.end('Nothing has been started here yet.')
      return { ack: noop, input: noop, resize: noop, close: noop }
    }
    let closed = false
    let viewer: ReturnType<TerminalHost['attach']> | undefined
    const name = `w${++this.viewers}`
    void this.ports.host().then(
      (host) => {
        if (closed) return
        viewer = host.attach(session, name, (frame) => handlers.frame(frame))
      },
      (error: unknown) => handlers.end(messageOf(error)),
    )
    return {
      ack: (chars) => viewer?.ack(chars),
      input: (data) => live.input(pane, session, data),
      resize: (cols, rows) => (live.head.panes[pane] ? live.crew : live.sides).resize(pane, cols, rows),
      close: () => {
        closed = true
        viewer?.close()
      },
    }
  }
}

function noop(): void {}

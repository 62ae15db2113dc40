import xterm from '@xterm/headless'
import type { TerminalChannel, TerminalHandlers } from '#shared/contract/link'
import type { ViewerFrame } from '#shared/contract/terminal'

/** A window's terminal: draws the frames of one pane and acknowledges what it has parsed. */
export class Viewer {
  private readonly terminal = new xterm.Terminal({
    cols: 80,
    rows: 24,
    scrollback: 20_000,
    allowProposedApi: true,
  })
  private readonly channel: TerminalChannel
  private readonly watchers = new Set<() => void>()
  /** Characters of data and snapshots drawn so far. */
  drawn = 0
  ended = ''

  constructor(open: (handlers: TerminalHandlers<ViewerFrame>) => TerminalChannel) {
    this.channel = open({
      frame: (frame) => this.draw(frame),
      end: (reason) => {
        this.ended = reason
      },
    })
  }

  /** Told after each piece that was parsed. */
  onDrawn(watcher: () => void): () => void {
    this.watchers.add(watcher)
    return () => this.watchers.delete(watcher)
  }

  /** Scrollback and screen, wrapped lines joined, without empty lines at the end. */
  text(): string {
    const { active } = this.terminal.buffer
    let text = ''
    for (let row = 0; row < active.length; row++) {
      const line = active.getLine(row)
      const wraps = active.getLine(row + 1)?.isWrapped === true
      text += `${line?.translateToString(!wraps) ?? ''}${wraps ? '' : '\n'}`
    }
    return text.trimEnd()
  }

  get cursor(): { x: number; y: number } {
    const { cursorX, cursorY } = this.terminal.buffer.active
    return { x: cursorX, y: cursorY }
  }

  resize(cols: number, rows: number): void {
    this.channel.resize(cols, rows)
  }

  close(): void {
    this.channel.close()
    this.terminal.dispose()
  }

  private draw(frame: ViewerFrame): void {
    if (frame.type === 'exit') return
    if (frame.type !== 'data') this.terminal.resize(frame.cols, frame.rows)
    if (frame.type === 'resize') return
    this.terminal.write(frame.data, () => {
      this.drawn += frame.data.length
      this.channel.ack(this.drawn)
      for (const watcher of [...this.watchers]) watcher()
    })
  }
}

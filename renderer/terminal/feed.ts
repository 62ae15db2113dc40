import { viewerFlow, type ViewerFrame } from '#shared/contract/terminal'

/** As much of a terminal as frames are fed to. */
export interface FeedTerminal {
  resize(cols: number, rows: number): void
  write(data: string, parsed: () => void): void
}

/**
 * Feeds one channel's frames to a terminal in order, and acknowledges what has been *parsed*: after every snapshot,
 * and at the latest every `viewerFlow.ackEvery` code units.
 */
export class TerminalFeed {
  private parsed = 0
  private acknowledged = 0
  private stopped = false

  constructor(
    private readonly terminal: FeedTerminal,
    private readonly acknowledge: (chars: number) => void,
  ) {}

  frame(frame: ViewerFrame): void {
    switch (frame.type) {
      case 'snapshot':
        this.resizeInOrder(frame.cols, frame.rows)
        this.write(frame.data, true)
        break
      case 'data':
        this.write(frame.data, false)
        break
      case 'resize':
        this.resizeInOrder(frame.cols, frame.rows)
        break
      case 'exit':
        break
    }
  }

  /** The channel is closed: what is still being parsed is not acknowledged any more. */
  stop(): void {
    this.stopped = true
  }

  private write(data: string, always: boolean): void {
    this.terminal.write(data, () => {
      this.parsed += data.length
      if (this.stopped || (!always && this.parsed - this.acknowledged < viewerFlow.ackEvery)) return
      this.acknowledged = this.parsed
      this.acknowledge(this.parsed)
    })
  }

  /** A terminal parses later than it is written to; a resize has to wait for what came before it. */
  private resizeInOrder(cols: number, rows: number): void {
    this.terminal.write('', () => {
      if (!this.stopped) this.terminal.resize(cols, rows)
    })
  }
}

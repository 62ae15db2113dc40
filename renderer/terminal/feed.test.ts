import { describe, expect, it } from 'vitest'
import { viewerFlow } from '#shared/contract/terminal'
import { TerminalFeed } from './feed'

/** A terminal that parses when it is told to, in order. */
function slowTerminal() {
  const log: string[] = []
  const queue: Array<() => void> = []
  return {
    log,
    terminal: {
      resize: (cols: number, rows: number) => void log.push(`resize ${cols}x${rows}`),
      write: (data: string, parsed: () => void) =>
        void queue.push(() => {
          if (data !== '') log.push(`write ${data.length}`)
          parsed()
        }),
    },
    parse: (count = Infinity) => {
      for (let done = 0; done < count && queue.length > 0; done++) queue.shift()?.()
    },
  }
}

const modes = { alternate: false, bracketedPaste: false, mouse: false }
const chunk = (length: number) => ({ type: 'data' as const, seq: 0, data: 'x'.repeat(length) })

describe('TerminalFeed', () => {
  it('acknowledges what is parsed, not what has arrived', () => {
    const { terminal, parse } = slowTerminal()
    const acks: number[] = []
    const feed = new TerminalFeed(terminal, (chars) => acks.push(chars))
    feed.frame(chunk(viewerFlow.ackEvery))
    expect(acks).toEqual([])
    parse()
    expect(acks).toEqual([viewerFlow.ackEvery])
  })

  it('acknowledges cumulatively, once for every 64 KiB, and never for less', () => {
    const { terminal, parse } = slowTerminal()
    const acks: number[] = []
    const feed = new TerminalFeed(terminal, (chars) => acks.push(chars))
    const part = viewerFlow.ackEvery / 4
    for (let index = 0; index < 9; index++) feed.frame(chunk(part))
    parse()
    expect(acks).toEqual([viewerFlow.ackEvery, viewerFlow.ackEvery * 2])
  })

  it('acknowledges every snapshot, however small', () => {
    const { terminal, parse } = slowTerminal()
    const acks: number[] = []
    const feed = new TerminalFeed(terminal, (chars) => acks.push(chars))
    feed.frame(chunk(10))
    feed.frame({ type: 'snapshot', cols: 80, rows: 24, full: true, data: 'abc', seq: 3, modes })
    parse()
    expect(acks).toEqual([13])
  })

  it('resizes between what was written before and after', () => {
    const { terminal, parse, log } = slowTerminal()
    const feed = new TerminalFeed(terminal, () => undefined)
    feed.frame(chunk(1))
    feed.frame({ type: 'resize', cols: 100, rows: 30 })
    feed.frame(chunk(2))
    parse()
    expect(log).toEqual(['write 1', 'resize 100x30', 'write 2'])
  })

  it('says nothing more once it is stopped', () => {
    const { terminal, parse, log } = slowTerminal()
    const acks: number[] = []
    const feed = new TerminalFeed(terminal, (chars) => acks.push(chars))
    feed.frame(chunk(viewerFlow.ackEvery))
    feed.frame({ type: 'resize', cols: 100, rows: 30 })
    feed.stop()
    parse()
    expect(acks).toEqual([])
    expect(log).not.toContain('resize 100x30')
  })
})

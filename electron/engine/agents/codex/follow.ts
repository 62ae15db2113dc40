import { open, type FileHandle } from 'node:fs/promises'
import type { Followed, Follower, Observation } from '../adapter'
import { sumOf, type UsageFigures } from '../../usage/figures'
import { openRecords } from './open-records'
import { readHead, RolloutReader } from './rollout'

/** Bytes read at once; a line with a large tool output may need several. */
const CHUNK = 256 * 1024

/** A longer line is a tool's output and nothing that the deck reads, bytes. */
const MAX_LINE = 8 * 1024 * 1024

/** How soon a prompt that is expected is looked for again, milliseconds. */
const EXPECT_EACH_MS = 10

/** How long it is looked for in this way; then only at signs of life. As long as its delivery waits for a proof, milliseconds. */
const EXPECT_FOR_MS = 12_000

/**
 * Follows the records that an agent's Codex has open: what it was told, what it does, and which conversation it is. Codex writes
 * them before it answers, so a prompt in there is a prompt that was submitted.
 */
export function followCodex(agent: Followed, report: (seen: Observation) => void): Follower {
  const tails = new Map<string, Tail>()
  const used = new Map<string, UsageFigures>()
  /** As they were when they were asked for last. */
  let processes: readonly number[] = []
  let known = false
  let wanted: 'nothing' | 'what is expected' | 'everything' = 'nothing'
  let running = false
  let stopped = false
  const expected = { until: 0, timer: undefined as NodeJS.Timeout | undefined }

  const find = async (): Promise<void> => {
    for (const path of await recordsOf(processes, agent.platform)) {
      if (stopped || tails.has(path)) continue
      const tail = await Tail.open(path, agent)
      if (!tail) continue
      // A record can get another name while it is written; what it said is known.
      const before = [...tails.values()].find((each) => each.conversation === tail.conversation)
      tails.set(path, tail)
      if (before) tail.goOn(before)
      if (before || !tail.ofPerson) continue
      report({
        source: 'hook',
        kind: 'session',
        sessionId: tail.conversation,
        how: known ? 'clear' : 'startup',
      })
      known = true
    }
  }

  const read = async (): Promise<void> => {
    for (const tail of tails.values()) {
      if (stopped || !tail.ofPerson) continue
      for (const seen of await tail.news()) {
        if (stopped) continue
        if (seen.source === 'usage') used.set(tail.conversation, seen.figures)
        if (seen.source === 'hook' && seen.kind === 'prompt') expected.until = 0
        // What the conversations before a cleared one have used still counts.
        report(seen.source === 'usage' ? { ...seen, figures: sumOf([...used.values()]) } : seen)
      }
    }
  }

  const look = (what: 'what is expected' | 'everything'): void => {
    if (wanted !== 'everything') wanted = what
    if (running || stopped) return
    running = true
    void (async () => {
      while (wanted !== 'nothing' && !stopped) {
        const everything = wanted === 'everything'
        wanted = 'nothing'
        // What cannot be read now may be readable at the next sign of life.
        await (async () => {
          if (everything) processes = await agent.processes()
          // Elsewhere than on Linux it takes a program to look into a process.
          if (everything || (!known && agent.platform === 'linux')) await find()
          await read()
        })().catch(() => undefined)
      }
      running = false
      if (Date.now() < expected.until && !stopped) {
        clearTimeout(expected.timer)
        expected.timer = setTimeout(() => look('what is expected'), EXPECT_EACH_MS)
      }
    })()
  }

  return {
    poke: () => look('everything'),
    expectPrompt: () => {
      expected.until = Date.now() + EXPECT_FOR_MS
      look('what is expected')
    },
    stop: () => {
      stopped = true
      clearTimeout(expected.timer)
      for (const tail of tails.values()) void tail.close()
    },
  }
}

/** A conversation's agent is the outermost process that has a record open; what it starts may have records of its own. */
async function recordsOf(processes: readonly number[], platform: NodeJS.Platform): Promise<string[]> {
  for (const pid of processes) {
    const records = await openRecords(pid, platform)
    if (records && records.length > 0) return records
  }
  return []
}

/** One record, read as it grows. */
class Tail {
  private rest = Buffer.alloc(0)

  private constructor(
    readonly conversation: string,
    readonly ofPerson: boolean,
    private readonly file: FileHandle,
    private readonly agent: Pick<Followed, 'since' | 'startedAt'>,
    private reader: RolloutReader,
    private position: number,
  ) {}

  /** Undefined while the record has no first line yet. */
  static async open(path: string, agent: Pick<Followed, 'since' | 'startedAt'>): Promise<Tail | undefined> {
    const file = await open(path, 'r')
    const first = await firstLine(file)
    const head = first === undefined ? undefined : readHead(first)
    if (!head) {
      await file.close()
      return undefined
    }
    return new Tail(head.id, head.ofPerson, file, agent, new RolloutReader(head.id), 0)
  }

  /** Begins where the same record was left under its former name, which says nothing from now on. */
  goOn(before: Tail): void {
    this.position = before.position
    this.rest = before.rest
    this.reader = before.reader
    before.position = Number.MAX_SAFE_INTEGER
  }

  /** What the lines that were added say. */
  async news(): Promise<Observation[]> {
    const seen: Observation[] = []
    for (;;) {
      const { bytesRead, buffer } = await this.file.read(Buffer.alloc(CHUNK), 0, CHUNK, this.position)
      if (bytesRead === 0) return seen
      this.position += bytesRead
      this.rest = Buffer.concat([this.rest, buffer.subarray(0, bytesRead)])
      const end = this.rest.lastIndexOf(10)
      if (end >= 0) {
        const lines = this.rest.subarray(0, end).toString('utf8').split('\n')
        this.rest = this.rest.subarray(end + 1)
        seen.push(...lines.flatMap((line) => this.reader.read(line, this.agent.since, this.agent.startedAt)))
      } else if (this.rest.length > MAX_LINE) this.rest = Buffer.alloc(0)
    }
  }

  close(): Promise<void> {
    return this.file.close().catch(() => undefined)
  }
}

async function firstLine(file: FileHandle): Promise<string | undefined> {
  let text = Buffer.alloc(0)
  while (text.length < MAX_LINE) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK), 0, CHUNK, text.length)
    if (bytesRead === 0) return undefined
    text = Buffer.concat([text, buffer.subarray(0, bytesRead)])
    const end = text.indexOf(10)
    if (end >= 0) return text.subarray(0, end).toString('utf8')
  }
  return undefined
}

import { open, type FileHandle } from 'node:fs/promises'
import type { Followed, Follower, Observation } from '../adapter'
import { sumOf, type UsageFigures } from '../../usage/figures'
import { openRecords } from './open-records'
import { readHead, RolloutReader } from './rollout'

/** Bytes read at once; a line with a large tool output may need several. */
const CHUNK = 256 * 1024

/** A longer line is a tool's output and nothing that the deck reads, bytes. */
const MAX_LINE = 8 * 1024 * 1024

/**
 * Follows the records that an agent's Codex has open: what it was told, what it does, and which conversation it is. Codex writes
 * them before it answers, so a prompt in there is a prompt that was submitted.
 */
export function followCodex(agent: Followed, report: (seen: Observation) => void): Follower {
  const tails = new Map<string, Tail>()
  const used = new Map<string, UsageFigures>()
  let known = false
  let running = false
  let again = false
  let stopped = false

  const look = async (): Promise<void> => {
    for (const path of await recordsOf(agent)) {
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
    for (const tail of tails.values()) {
      if (stopped || !tail.ofPerson) continue
      for (const seen of await tail.news()) {
        if (stopped) continue
        if (seen.source === 'usage') used.set(tail.conversation, seen.figures)
        // What the conversations before a cleared one have used still counts.
        report(seen.source === 'usage' ? { ...seen, figures: sumOf([...used.values()]) } : seen)
      }
    }
  }

  const poke = (): void => {
    again = true
    if (running || stopped) return
    running = true
    void (async () => {
      while (again && !stopped) {
        again = false
        // What cannot be read now may be readable at the next sign of life.
        await look().catch(() => undefined)
      }
      running = false
    })()
  }

  return {
    poke,
    stop: () => {
      stopped = true
      for (const tail of tails.values()) void tail.close()
    },
  }
}

/** A conversation's agent is the outermost process that has a record open; what it starts may have records of its own. */
async function recordsOf(agent: Followed): Promise<string[]> {
  for (const pid of await agent.processes()) {
    const records = await openRecords(pid, agent.platform)
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

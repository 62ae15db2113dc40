import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { EventBody, TokenCounts } from '#shared/model/events'
import type { Run } from '#shared/model/state'
import { sumOf, type Conversation, type UsageFigures, type UsageReader, type UsageRecords } from './figures'
import { RecordTail } from './record-tail'

/** A CLI tells of the end of a turn before it has written its last answer down; so often, and so far apart, the record is looked at. */
const LOOKS = 8
/** In milliseconds. */
const BETWEEN_LOOKS_MS = 250

/** What the meters of a run need of it. */
export interface MeterPorts {
  run(): Run
  /** Puts an event into the journal that may be observed again. */
  note(body: EventBody): void
  broken(error: unknown): void
}

/** Counts what the agents of one run use, from what themselves tell: at most one event at the end of each turn. */
export class Meters {
  private readonly meters = new Map<string, Meter>()
  private readonly readings = new Set<Promise<void>>()
  private left = false

  constructor(private readonly ports: MeterPorts) {}

  /** A hook of an agent may name its record. */
  hook(agent: string, records: UsageRecords | undefined, payload: unknown): void {
    const record = records?.recordOf(payload)
    if (!records || record === undefined) return
    this.meterOf(agent, records).follow(record)
  }

  /** An agent told figures itself; they are kept until its turn ends. */
  told(agent: string, figures: UsageFigures): void {
    this.meterOf(agent, undefined).told = figures
  }

  /**
   * The status of an agent has changed. Where no hook names the record and tells of the end of a turn, this is the moment to look
   * for both.
   * @param resting no turn runs any more.
   */
  statusChanged(
    agent: string,
    records: UsageRecords | undefined,
    living: Pick<Conversation, 'processes' | 'platform'>,
    resting: boolean,
  ): void {
    if (!records?.find) return
    const { conversation = null } = this.ports.run().agents[agent] ?? {}
    this.meterOf(agent, records).search(conversation === null ? undefined : { id: conversation, ...living })
    if (resting) this.turnEnded(agent)
  }

  private meterOf(agent: string, records: UsageRecords | undefined): Meter {
    const known = this.meters.get(agent)
    if (known) return known
    const { startedAt = Date.now(), usage = null } = this.ports.run().agents[agent] ?? {}
    const meter = new Meter(records, startedAt, usage?.tokens)
    this.meters.set(agent, meter)
    return meter
  }

  /** A turn of the agent has ended: what is new goes into the journal. */
  turnEnded(agent: string): void {
    const meter = this.meters.get(agent)
    if (!meter) return
    const reading = meter
      .read()
      .then((figures) => {
        if (figures && !this.left) this.ports.note({ type: 'usage-seen', agent, ...figures })
      })
      .catch((error: unknown) => this.ports.broken(error))
      .finally(() => this.readings.delete(reading))
    this.readings.add(reading)
  }

  /** The agent is gone: what a turn that was cut short has used is still in its record. */
  gone(agent: string): void {
    this.meters.get(agent)?.last()
    this.turnEnded(agent)
    this.meters.delete(agent)
  }

  /** Tells nothing any more. */
  leave(): void {
    this.left = true
    for (const meter of this.meters.values()) meter.last()
  }

  /** Resolves when everything that is being read is in the journal. */
  async settled(): Promise<void> {
    await Promise.all(this.readings)
  }
}

class Meter {
  /** Figures that came without a record. */
  told: UsageFigures | undefined
  private readonly conversations = new Set<string>()
  private readonly tails = new Map<string, RecordTail>()
  private readonly reader: UsageReader | undefined
  private known: UsageFigures | undefined
  private lost: boolean | undefined
  /** It has gone on in a conversation whose record is not known. */
  private more = false
  private reading: Promise<unknown> = Promise.resolve()
  /** Aborted when nothing more will be written. */
  private readonly over = new AbortController()

  constructor(
    private readonly records: UsageRecords | undefined,
    since: number,
    /** What it had told before this deck was started. */
    private readonly earlier: TokenCounts | undefined,
  ) {
    this.reader = records?.reader(since)
  }

  /** A conversation that was cleared goes on in another record; what the one before has used still counts. */
  follow(record: string): void {
    this.conversations.add(record)
  }

  /** Looks for the record of a conversation, unless it is known already. Undefined: which conversation it is is not known. */
  search(conversation: Conversation | undefined): void {
    // The person has begun a conversation of which the deck knows nothing.
    this.more = conversation === undefined && this.conversations.size > 0
    if (conversation === undefined || this.conversations.size > 0) return
    this.reading = this.reading.then(async () => {
      const record = await this.records?.find?.(conversation).catch(() => undefined)
      if (record !== undefined) this.follow(record)
    })
  }

  /** The agent is gone: what is in the record now is all there will be. */
  last(): void {
    this.over.abort()
  }

  /** The figures, when they are others than the last time. */
  read(): Promise<UsageFigures | undefined> {
    const result = this.reading.then(() => this.readNow())
    this.reading = result.catch(() => undefined)
    return result
  }

  private async readNow(): Promise<UsageFigures | undefined> {
    const { signal } = this.over
    let some = false
    const expected = this.conversations.size > 0
    for (let look = 0; expected && look < LOOKS; look++) {
      const more = await this.collect()
      some ||= more
      if (signal.aborted || (some && !more)) break
      await wait(BETWEEN_LOOKS_MS, undefined, { signal, ref: false }).catch(() => undefined)
    }
    const found = this.reader?.figures() ?? this.told
    const whole = found && this.withLost(found)
    const figures = whole && this.more ? atLeast(whole) : whole
    if (!figures || isDeepStrictEqual(figures, this.known)) return undefined
    this.known = figures
    return figures
  }

  /**
   * A conversation that was cleared before this deck was started has a record that nobody names any more: what is found
   * is then less than what had been told.
   */
  private withLost(figures: UsageFigures): UsageFigures {
    const { earlier } = this
    if (!earlier) return figures
    this.lost ??= figures.tokens.output < earlier.output || figures.tokens.input < earlier.input
    if (!this.lost) return figures
    const { costUsd: _, ...rest } = sumOf([{ tokens: earlier, source: figures.source }, figures])
    return rest
  }

  /** Reads what was added to the records. False when that says nothing new. */
  private async collect(): Promise<boolean> {
    const { records, reader } = this
    if (!records || !reader) return false
    const before = reader.figures()
    const files = await Promise.all([...this.conversations].map((record) => records.filesOf(record)))
    for (const file of files.flat()) {
      let tail = this.tails.get(file)
      if (!tail) this.tails.set(file, (tail = new RecordTail(file)))
      await tail.news((line) => reader.line(line, file))
    }
    return !isDeepStrictEqual(before, reader.figures())
  }
}

/** What is known of an agent that has used more than that. */
function atLeast({ tokens, costUsd }: UsageFigures): UsageFigures {
  return { tokens, ...(costUsd === undefined ? {} : { costUsd }), source: 'estimated' }
}

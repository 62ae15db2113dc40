import { open, readFile, truncate, type FileHandle } from 'node:fs/promises'
import { jsonOf } from '#shared/json'
import { RunEvent } from '#shared/model/events'

/** Name of a run's journal in the run's folder. */
export const JOURNAL_FILE = 'journal.jsonl'

/** What a journal on disk says, and how it ended. */
export interface JournalContents {
  events: RunEvent[]
  /** Bytes of a last line, or of a last decision, that was cut off by a crash; they were dropped, for nothing was done on them. */
  tornBytes: number
}

/** A line that is whole but cannot be understood: the journal is held, never guessed at. */
export class JournalDamaged extends Error {
  override name = 'JournalDamaged'
  constructor(
    readonly file: string,
    readonly line: number,
    reason: string,
  ) {
    super(
      `${file}:${line}:1: this line of the journal cannot be read (${reason}). The file was left as it is.`,
    )
  }
}

/**
 * Reads a journal, and cuts off a torn end (half a line, or a decision without its last event) so that the next event
 * starts on a line of its own.
 * @throws JournalDamaged when a whole line is not an event.
 */
export async function readJournal(file: string): Promise<JournalContents> {
  const { contents, wholeBytes } = parseJournal(await readFile(file), file)
  // Last, so that a damaged journal stays as it was found.
  if (contents.tornBytes > 0) await truncate(file, wholeBytes)
  return contents
}

/**
 * Reads a journal that may be written at this moment, and changes nothing.
 * @throws JournalDamaged when a whole line is not an event.
 */
export async function lookIntoJournal(file: string): Promise<JournalContents> {
  return parseJournal(await readFile(file), file).contents
}

/** The events of a journal up to the first line that cannot be read; decisions that are not whole do not count. */
export function wholeEvents(bytes: Buffer): RunEvent[] {
  const events: RunEvent[] = []
  let whole = 0
  for (const line of bytes.toString('utf8').split('\n').slice(0, -1)) {
    if (line === '') continue
    const event = RunEvent.safeParse(jsonOf(line))
    if (!event.success) break
    events.push(event.data)
    if (!event.data.more) whole = events.length
  }
  return events.slice(0, whole)
}

function parseJournal(bytes: Buffer, file: string): { contents: JournalContents; wholeBytes: number } {
  const events: RunEvent[] = []
  /** Where the last whole decision ends: in bytes, and in events. */
  let whole = { bytes: 0, events: 0 }
  let start = 0
  for (let number = 1; ; number++) {
    const end = bytes.indexOf(0x0a, start)
    if (end < 0) break
    const line = bytes.toString('utf8', start, end)
    start = end + 1
    if (line === '') continue
    const parsed = RunEvent.safeParse(parseJson(line, file, number))
    if (!parsed.success) throw new JournalDamaged(file, number, notAnEvent(parsed.error.issues[0]))
    events.push(parsed.data)
    if (!parsed.data.more) whole = { bytes: start, events: events.length }
  }
  const tornBytes = bytes.length - whole.bytes
  return { contents: { events: events.slice(0, whole.events), tornBytes }, wholeBytes: whole.bytes }
}

function parseJson(line: string, file: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new JournalDamaged(file, number, error instanceof Error ? error.message : 'not JSON')
  }
}

/** What is wrong with a line that is no event, in a few words. */
function notAnEvent(issue: { code: string; path: PropertyKey[]; message: string } | undefined): string {
  if (!issue || issue.code === 'invalid_union') return 'it is no event that this version knows'
  return `${issue.path.map(String).join('.')}: ${issue.message}`
}

interface Pending {
  text: string
  durable: boolean
  resolve: () => void
  reject: (error: unknown) => void
}

/**
 * The append side of a journal. Lines are written in the order they are given; everything that waits when the disk
 * becomes free goes out as one write and, if any of it must be durable, one sync.
 */
export class JournalWriter {
  private readonly queue: Pending[] = []
  private running: Promise<void> | undefined
  private failure: unknown

  private constructor(private readonly handle: FileHandle) {}

  static async open(file: string): Promise<JournalWriter> {
    return new JournalWriter(await open(file, 'a', 0o600))
  }

  /**
   * Resolves when the events are written and, if `durable`, synced to disk. After a failed write (a full disk, say)
   * every later append is rejected with the same error: what follows a lost line must not be kept.
   */
  append(events: readonly RunEvent[], durable: boolean): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure)
    const text = events.map((event) => `${JSON.stringify(event)}\n`).join('')
    return new Promise((resolve, reject) => {
      this.queue.push({ text, durable, resolve, reject })
      this.running ??= this.drain()
    })
  }

  async close(): Promise<void> {
    await this.running
    await this.handle.close()
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) {
      const group = this.queue.splice(0)
      try {
        await this.handle.appendFile(group.map((pending) => pending.text).join(''))
        if (group.some((pending) => pending.durable)) await this.handle.datasync()
        for (const pending of group) pending.resolve()
      } catch (error) {
        this.failure = error
        for (const pending of [...group, ...this.queue.splice(0)]) pending.reject(error)
      }
    }
    this.running = undefined
  }
}

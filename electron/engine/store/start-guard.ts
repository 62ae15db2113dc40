import { join } from 'node:path'
import { z } from 'zod'
import { StateFile } from './state-file'

/** One start of the app. It is struck out when the app ends in order, or has lived long enough. */
const Start = z.object({ at: z.number(), pid: z.number().int() })
type Start = z.infer<typeof Start>
const Stored = z.object({ starts: z.array(Start) })

/** Name of the file in the data folder. */
const STARTS_FILE = 'starts.json'
/** So many starts that came to nothing are a crash loop. */
const LOOP_STARTS = 3
/** Within so long. In milliseconds. */
const LOOP_MS = 60_000
/** An app that has lived so long does not crash at its start. In milliseconds. */
const LIVED_MS = 20_000

/** The starts that still count at `now`: what lies in the future was written before the clock was set back. */
function recentStarts(starts: readonly Start[], now: number): Start[] {
  return starts.filter(({ at }) => at <= now && now - at <= LOOP_MS)
}

/** Whether the app keeps crashing right after its start: the next one takes nothing up by itself. */
export function isCrashLoop(earlier: readonly Start[], now: number): boolean {
  return recentStarts(earlier, now).length >= LOOP_STARTS
}

/** Notes that the app has started, and later that it lives. */
export class StartGuard {
  private timer: NodeJS.Timeout | undefined

  private constructor(
    private readonly file: StateFile<typeof Stored>,
    private readonly own: Start,
    /** Nothing of an earlier app is to be taken up without being asked for. */
    readonly safeMode: boolean,
    private readonly note: (line: string) => void,
  ) {}

  /** Counts this start. */
  static async begin(
    home: string,
    note: (line: string) => void,
    now: () => number = Date.now,
    livedMs = LIVED_MS,
  ): Promise<StartGuard> {
    const file = await StateFile.open(join(home, STARTS_FILE), Stored, { starts: [] }, note)
    const own = { at: now(), pid: process.pid }
    const earlier = recentStarts(file.value.starts, own.at)
    const guard = new StartGuard(file, own, isCrashLoop(earlier, own.at), note)
    await file.set({ starts: [...earlier, own] })
    guard.timer = setTimeout(() => void guard.over({ starts: [] }), livedMs)
    guard.timer.unref()
    return guard
  }

  /** The app ends in order: this start was no crash. */
  async end(): Promise<void> {
    await this.over({ starts: this.file.value.starts.filter((start) => start !== this.own) })
  }

  private async over(value: z.infer<typeof Stored>): Promise<void> {
    clearTimeout(this.timer)
    // The worst that can come of it is a safe mode too many.
    await this.file.set(value).catch((error: unknown) => this.note(String(error)))
  }
}

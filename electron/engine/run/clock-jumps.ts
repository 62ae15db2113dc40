/** A jump smaller than this is a clock that is being set right. In milliseconds. */
const JUMP_MS = 30_000

/**
 * Tells when the system's clock has jumped, or the machine has slept: time in which nobody could do anything is not to
 * count as anybody's silence.
 */
export class ClockJumps {
  private last: { wall: number; steady: number }
  private setBack = 0

  constructor(
    private readonly wall: () => number = Date.now,
    /** Goes on evenly, whatever happens to the clock. */
    private readonly steady: () => number = () => performance.now(),
  ) {
    this.last = { wall: wall(), steady: steady() }
  }

  /**
   * The time by which waiting is counted, and by how much the clock has jumped since the last look. After it was set
   * back, events keep the time of the last one before; until the clock has caught up with that, waiting goes on from there.
   * @param lastEventAt when the last event was written, by the clock.
   * @param everyMs how often this is asked. On some systems what goes on evenly does so while the machine sleeps, and only
   * a look that comes far too late tells of that.
   */
  look(lastEventAt: number, everyMs = Infinity): { now: number; jumped: number } {
    const here = { wall: this.wall(), steady: this.steady() }
    const passed = here.steady - this.last.steady
    const off = here.wall - this.last.wall - passed
    this.last = here
    const late = passed - everyMs >= JUMP_MS ? passed - everyMs : 0
    const jumped = Math.abs(off) >= JUMP_MS ? Math.round(off) : Math.round(late)
    if (jumped < 0) this.setBack -= jumped
    if (here.wall >= lastEventAt) this.setBack = 0
    return { now: here.wall + this.setBack, jumped }
  }
}

/** The jump in words, for a timeline. */
export function jumpText(jumped: number): string {
  const minutes = Math.round(Math.abs(jumped) / 60_000)
  const long = minutes < 1 ? 'less than a minute' : minutes === 1 ? '1 minute' : `${minutes} minutes`
  return jumped > 0
    ? `The clock went forward by ${long}, or the machine slept. How long agents have been silent is counted from now, and that time counts for no budget.`
    : `The clock was set back by ${long}. Until it has caught up, what happens is shown with the time of before.`
}

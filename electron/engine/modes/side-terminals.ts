import { randomBytes } from 'node:crypto'
import type { Run } from '#shared/model/state'
import type { Launch } from '../environment/launch-command'
import type { LaunchSurroundings } from '../run/launcher'
import type { SpawnResult } from '../terminal/host'

/** The size of a side pane that nobody has looked at yet, in cells. */
const UNSEEN = { cols: 80, rows: 18 }

/** What is to run in a side pane, and where. */
export interface SideProgram extends Launch {
  session: string
  env: Record<string, string>
  cwd: string
}

/** The terminals of a run's side panes: what starts in one has the size in which the pane was last seen. */
export class SideTerminals {
  private readonly sizes = new Map<string, { cols: number; rows: number }>()

  constructor(
    private readonly surroundings: LaunchSurroundings,
    private readonly run: () => Run,
  ) {}

  /** The pane has this size, as a session that lived on shows it. */
  sized(side: string, { cols, rows }: { cols: number; rows: number }): void {
    this.sizes.set(side, { cols, rows })
  }

  resize(side: string, session: string | undefined, cols: number, rows: number): void {
    this.sized(side, { cols, rows })
    if (session) this.surroundings.host.resize(session, cols, rows)
  }

  spawn(side: string, program: SideProgram): Promise<SpawnResult> {
    return this.surroundings.host.spawn({
      ...program,
      ...(this.sizes.get(side) ?? UNSEEN),
      // Nobody is told: what runs here has no voice in the run.
      token: randomBytes(32).toString('hex'),
      meta: JSON.stringify({ run: this.run().id, side }),
    })
  }
}

import { access } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Refused } from '#shared/contract/link'
import type { Run } from '#shared/model/state'
import type { DamagedRun } from '../journal/damaged'
import { roleSlug } from '../router/briefs'
import { exportRun } from './export'
import type { RecordedRun } from './known-runs'
import { asOpened, openExport, type OpenedExport } from './open-export'
import type { KeptScreen } from './screens'

/** So many exports of one run in one minute are enough. */
const MOST_NAMES = 100

/** The exported runs that are open to be looked at, and the writing of new ones. */
export class Exports {
  /** By the id that each has here. */
  private readonly opened = new Map<string, OpenedExport>()

  get(run: string): OpenedExport | undefined {
    return this.opened.get(run)
  }

  all(): OpenedExport[] {
    return [...this.opened.values()]
  }

  /** Opens an exported folder under a run id of its own. @throws Refused */
  async open(dir: string, id: string): Promise<OpenedExport> {
    const opened = await openExport(dir, id)
    this.opened.set(id, opened)
    return opened
  }

  /** Opens what can be read of a run whose journal is damaged, under a run id of its own. @throws Refused */
  openDamaged({ runDir, events, file, reason }: DamagedRun, id: string): OpenedExport {
    const opened = asOpened(runDir, id, events, {
      at: Date.now(),
      warnings: [`What follows in ${file} cannot be read: ${reason}`],
      unclosed: 'This is how the run stood where its journal breaks off.',
    })
    this.opened.set(id, opened)
    return opened
  }

  drop(run: string): void {
    this.opened.delete(run)
  }

  /**
   * Writes a run to a folder.
   * @param inside whether the folder is to hold a new one with the run's name and time.
   * @returns where it is. @throws Refused
   */
  async write(
    recorded: RecordedRun,
    to: string,
    inside: boolean,
    screens: readonly KeptScreen[],
  ): Promise<string> {
    const folder = inside ? await freeFolder(resolve(to), recorded.run) : resolve(to)
    await exportRun(recorded, folder, screens)
    return folder
  }
}

/** A folder that does not exist yet, named so that it is known among others: "dev-flow 2026-11-20 14.03". */
async function freeFolder(parent: string, run: Run): Promise<string> {
  const at = new Date(run.openedAt)
  const two = (part: number): string => String(part).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  const name = `${roleSlug(run.title)} ${day} ${two(at.getHours())}.${two(at.getMinutes())}`
  for (let number = 1; number <= MOST_NAMES; number++) {
    const folder = join(parent, number === 1 ? name : `${name} (${number})`)
    const taken = await access(folder).then(
      () => true,
      () => false,
    )
    if (!taken) return folder
  }
  throw new Refused(`${parent} holds ${MOST_NAMES} exports of this run. Choose another folder.`)
}

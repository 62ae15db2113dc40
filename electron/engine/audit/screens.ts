import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seatName } from '#shared/model/seats'
import type { Run } from '#shared/model/state'
import { sidesOf } from '#shared/model/workspace'
import { roleSlug } from '../router/briefs'
import type { TerminalHost } from '../terminal/host'

/** Folder of a run's last screens, in the run's folder and in an export. */
export const SCREENS_FOLDER = 'screens'
/** Lines of screen and scrollback that are kept of each agent. */
const KEPT_LINES = 5000

/** A pane's screen as text. `name` is a file name. */
export interface KeptScreen {
  name: string
  text: string
}

/** The screens of the agents that live in a run, by role, then those of its side panes. A terminal that cannot be asked has none. */
export async function screensOf(host: Pick<TerminalHost, 'text'>, run: Run): Promise<KeptScreen[]> {
  const seats = run.paneOrder.flatMap((id) => {
    const pane = run.panes[id]
    return pane ? { session: pane.agent, name: seatName(pane) } : []
  })
  const sides = run.workspace ? sidesOf(run.workspace) : []
  const screens = await Promise.all(
    [...seats, ...sides].map(async ({ session, name }, index): Promise<KeptScreen | undefined> => {
      if (session === null) return undefined
      const text = await host.text(session, KEPT_LINES).catch(() => '')
      // Two names may be spelled alike once they are file names.
      return text.trim() === '' ? undefined : { name: `${index}-${roleSlug(name)}.txt`, text }
    }),
  )
  return screens.filter((screen) => screen !== undefined)
}

/** Keeps the last screens of a run beside its journal, for whoever looks into it later. */
export async function keepScreens(host: Pick<TerminalHost, 'text'>, run: Run, runDir: string): Promise<void> {
  const screens = await screensOf(host, run)
  if (screens.length === 0) return
  const folder = join(runDir, SCREENS_FOLDER)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await Promise.all(
    screens.map(({ name, text }) => writeFile(join(folder, name), `${text.trimEnd()}\n`, { mode: 0o600 })),
  )
}

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seatName } from '#shared/model/seats'
import type { Run } from '#shared/model/state'
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

/** The screens of the agents that live in a run, by role. A terminal that cannot be asked has none. */
export async function screensOf(host: Pick<TerminalHost, 'text'>, run: Run): Promise<KeptScreen[]> {
  const screens = await Promise.all(
    run.paneOrder.map(async (id, index): Promise<KeptScreen | undefined> => {
      const pane = run.panes[id]
      if (!pane?.agent) return undefined
      const text = await host.text(pane.agent, KEPT_LINES).catch(() => '')
      // Two roles may be spelled alike once they are file names.
      return text.trim() === '' ? undefined : { name: `${index}-${roleSlug(seatName(pane))}.txt`, text }
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

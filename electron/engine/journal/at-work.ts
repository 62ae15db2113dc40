import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * Which process works on a run: the app, or a `run` without a window. They share a data folder and nothing else, and
 * yet each has to know when the other works in the same project.
 */

/** Name of the file in a run's folder. */
const AT_WORK_FILE = 'at-work.json'
const AtWork = z.object({
  pid: z.number().int().positive(),
  /** Where its agents work. */
  directory: z.string(),
  title: z.string(),
})

/** Says that this process works on a run. It is no more than a hint, so that it may fail. */
export async function markAtWork(runDir: string, run: { directory: string; title: string }): Promise<void> {
  const { directory, title } = run
  const text = JSON.stringify({ pid: process.pid, directory, title })
  await writeFile(join(runDir, AT_WORK_FILE), text, { mode: 0o600 }).catch(() => undefined)
}

/** The run is closed, or left to another process. */
export async function unmarkAtWork(runDir: string): Promise<void> {
  await rm(join(runDir, AT_WORK_FILE), { force: true }).catch(() => undefined)
}

/** The runs on which other processes work in a directory, by their titles. */
export async function atWorkElsewhere(runsDir: string, directory: string): Promise<string[]> {
  const names = await readdir(runsDir).catch(() => [])
  const found = await Promise.all(names.map((name) => marked(join(runsDir, name))))
  return found.flatMap((run) =>
    run?.lives && run.directory === directory && run.pid !== process.pid ? run.title : [],
  )
}

/** Whether the process that worked on a run is gone, although the run was not closed. */
export async function isAbandoned(runDir: string): Promise<boolean> {
  return (await marked(runDir))?.lives === false
}

/** What the mark of a run says, and whether its process lives. */
async function marked(runDir: string): Promise<(z.infer<typeof AtWork> & { lives: boolean }) | undefined> {
  const file = join(runDir, AT_WORK_FILE)
  try {
    const run = AtWork.parse(JSON.parse(await readFile(file, 'utf8')))
    // After a restart of the machine the number may be another process's.
    const { mtimeMs } = await stat(file)
    return { ...run, lives: mtimeMs > Date.now() - uptime() * 1000 && processLives(run.pid) }
  } catch {
    return undefined
  }
}

function processLives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is one all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

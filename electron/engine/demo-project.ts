import { execFile } from 'node:child_process'
import { cp, mkdtemp, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Orchestration } from '#shared/contract/config'
import { configFileOf, readConfig } from './config/read'

/** A copy of the demo's project, and its team. `parent` is the temporary folder to remove afterwards. */
export interface DemoProject {
  parent: string
  dir: string
  team: Orchestration
}

/** Copies the demo's project to a temporary folder and makes it a repository. */
export async function copyDemo(source: string): Promise<DemoProject> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'dot-agent-deck-demo-')))
  const dir = join(parent, 'shop')
  await cp(source, dir, { recursive: true })
  await prepareRepository(dir)
  const result = await readConfig(configFileOf(dir))
  const team = result.kind === 'ok' ? result.config.orchestrations[0] : undefined
  if (!team) throw new Error('The demo project has no orchestration')
  return { parent, dir, team }
}

/** The demo's release commits, so its project is a repository with a first commit, under a name of its own. */
async function prepareRepository(dir: string): Promise<void> {
  const git = promisify(execFile)
  const identity = ['-c', 'user.name=Demo team', '-c', 'user.email=demo@localhost']
  await git('git', ['init', '-q', '-b', 'main'], { cwd: dir })
  await git('git', ['config', 'user.name', 'Demo team'], { cwd: dir })
  await git('git', ['config', 'user.email', 'demo@localhost'], { cwd: dir })
  await git('git', ['add', '-A'], { cwd: dir })
  await git('git', [...identity, 'commit', '-q', '-m', 'Start the shop'], { cwd: dir })
}

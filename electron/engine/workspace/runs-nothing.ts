import { execFile } from 'node:child_process'
import { devNull } from 'node:os'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** Longest that a question about a repository's settings may take. In milliseconds. */
const SETTINGS_MS = 15_000

/**
 * The environment of git commands that only look, unasked: a repository's own settings and hooks name programs that git
 * would run for that, and an agent may have put them there. The person's own settings count as always.
 */
export async function lookingEnv(directory: string): Promise<NodeJS.ProcessEnv> {
  const settings: [string, string][] = [
    ['core.fsmonitor', 'false'],
    ['core.hooksPath', devNull],
    ...(await filtersOf(directory)).flatMap((name): [string, string][] => [
      [`filter.${name}.clean`, ''],
      [`filter.${name}.process`, ''],
      [`filter.${name}.required`, 'false'],
    ]),
  ]
  const first = Number(process.env['GIT_CONFIG_COUNT'] ?? 0) || 0
  const env: NodeJS.ProcessEnv = { ...process.env, GIT_OPTIONAL_LOCKS: '0' }
  for (const [index, [key, value]] of settings.entries()) {
    env[`GIT_CONFIG_KEY_${first + index}`] = key
    env[`GIT_CONFIG_VALUE_${first + index}`] = value
  }
  return { ...env, GIT_CONFIG_COUNT: String(first + settings.length) }
}

/** Names of the filters that the repository's own settings define: git runs them on what it reads. */
async function filtersOf(directory: string): Promise<string[]> {
  const asked = ['config', '--show-scope', '--null', '--name-only', '--get-regexp', '^filter\\.']
  // Git says so with an exit code when there are none.
  const { stdout } = await run('git', asked, { cwd: directory, timeout: SETTINGS_MS }).catch(() => ({
    stdout: '',
  }))
  const fields = stdout.split('\0')
  const names = new Set<string>()
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [scope, key = ''] = fields.slice(index, index + 2)
    const name = /^filter\.(.*)\.[^.]+$/s.exec(key)?.[1]
    if ((scope === 'local' || scope === 'worktree') && name !== undefined) names.add(name)
  }
  return [...names]
}

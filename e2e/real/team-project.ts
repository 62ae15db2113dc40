import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ClaudeHome } from './claude-home'

const run = promisify(execFile)

/** The bug that the team is to fix: prices below one are rounded away. */
const PRICE_BEFORE =
  'export function total(prices) {\n  return Math.round(prices.reduce((sum, price) => sum + price, 0))\n}\n'
const TEST = `import { test } from 'node:test'
import assert from 'node:assert/strict'
import { total } from './price.js'

test('cents are kept', () => assert.equal(total([0.4, 0.4]), 0.8))
`

/** The five roles of a code-review team; the release agent keeps its context, the others are new for every task. */
function config(claude: string, release: string): string {
  const worker = (name: string, description: string, more = '') => `
[[orchestrations.roles]]
name = "${name}"
command = "${claude}"
description = "${description}"
prompt_template = "You are the ${name}."
${more}`
  return `[[orchestrations]]
name = "dev-flow"

[[orchestrations.roles]]
name = "orchestrator"
command = "${claude}"
start = true
prompt_template = "You are the orchestrator of a small team."
${worker('coder', 'Writes code and tests')}${worker('reviewer', 'Reviews changes')}${worker('auditor', 'Looks for security problems')}${worker('release', 'Ships what was approved', `clear = false\n${release}`)}`
}

/**
 * Makes a real git repository with a failing test in the home's work folder, and the five-role config.
 * @param release further lines of the release role's table.
 * @returns the folder.
 */
export async function makeTeamProject(home: ClaudeHome, release = ''): Promise<string> {
  const dir = home.work
  await mkdir(dir, { recursive: true })
  await writeFile(join(dir, 'package.json'), '{ "name": "shop", "version": "1.0.0", "type": "module" }\n')
  await writeFile(join(dir, 'price.js'), PRICE_BEFORE)
  await writeFile(join(dir, 'price.test.js'), TEST)
  await writeFile(join(dir, '.dot-agent-deck.toml'), config(['claude', ...home.args].join(' '), release))
  const git = (...args: string[]) => run('git', args, { cwd: dir })
  await git('init', '-q', '-b', 'main')
  await git('config', 'user.name', 'Test team')
  await git('config', 'user.email', 'team@localhost')
  await git('add', '-A')
  await git('commit', '-q', '-m', 'Start the shop')
  return dir
}

/** Start-up files that put the real `claude` and the model server into the login shell, as a person's own would. */
export async function writeLoginShell(home: ClaudeHome): Promise<void> {
  const exported = Object.entries(home.env).map(([name, value]) => `export ${name}='${value}'\n`)
  await writeFile(join(home.home, '.bashrc'), exported.join(''))
  await writeFile(join(home.home, '.bash_profile'), '. ~/.bashrc\n')
}

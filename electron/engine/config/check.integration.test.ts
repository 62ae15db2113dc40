import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Start } from '../environment/launch-command'
import { checkConfig } from './check'
import { applyEdits } from './edit/apply'
import { fixesFor } from './edit/index'

const FILE = '/home/ada/shop/.dot-agent-deck.toml'
const agents = [
  { id: 'claude', label: 'Claude Code', command: 'claude' },
  { id: 'codex', label: 'Codex', command: 'codex' },
]
let root = ''
let start: Start

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'deck-check-'))
  const bin = join(root, 'bin')
  await mkdir(bin)
  for (const name of ['claude', 'codex', 'npm']) {
    await writeFile(join(bin, name), '#!/bin/sh\n')
    await chmod(join(bin, name), 0o755)
  }
  start = { cwd: root, env: { PATH: bin }, platform: process.platform }
})
afterAll(() => rm(root, { recursive: true, force: true }))

const team = (coder: string, reviewer: string, gate = 'npm test') => `# é
[[orchestrations]]
name = "t"
[[orchestrations.roles]]
name = "lead"
command = "claude"
start = true
[[orchestrations.roles]]
name = "coder"
command = ${JSON.stringify(coder)} # writes
description = "Writes"
[[orchestrations.roles.gates]]
name = "tests"
command = ${JSON.stringify(gate)}
[[orchestrations.roles]]
name = "reviewer"
command = ${JSON.stringify(reviewer)}
description = "Reads"
`

/** What is said about a text, with the titles of what can be done. */
async function said(text: string) {
  const diagnostics = await checkConfig(text, FILE, start)
  return diagnostics.map((each) => ({
    severity: each.severity,
    place: `${each.line}:${each.column}`,
    message: each.message,
    fixes: fixesFor(each, text, agents).map((fix) => fix.title),
  }))
}

/** The text after a fix, of which nothing more is said than is left of the rest. */
async function fixed(text: string, title: string): Promise<string> {
  const before = await checkConfig(text, FILE, start)
  const fix = before.flatMap((each) => fixesFor(each, text, agents)).find((each) => each.title === title)
  const result = fix && applyEdits(text, fix.edits)
  if (!result?.ok) throw new Error(`no fix "${title}"`)
  expect(await checkConfig(result.text, FILE, start)).toHaveLength(before.length - 1)
  return result.text
}

test('nothing is said of a team that this machine can start, with two minds', async () => {
  expect(await said(team('claude', 'codex'))).toEqual([])
  expect(await said(team('claude --model sonnet', 'claude --model opus'))).toEqual([])
})

test('a command that is not there, and what could be in its place', async () => {
  const text = team('claud --verbose', 'codex')
  expect(await said(text)).toEqual([
    {
      severity: 'warning',
      place: '10:1',
      message: 'Command not found: claud',
      fixes: ['Write claude', 'Use Codex'],
    },
  ])
  expect(await fixed(text, 'Write claude')).toBe(team('claude --verbose', 'codex'))
})

test('a command of several roles that is not there is told once, and mended for all of them', async () => {
  const text = team('claud', 'claud')
  expect(await said(text)).toMatchObject([
    { place: '10:1', message: 'Command not found: claud, in 2 places', fixes: ['Write claude', 'Use Codex'] },
  ])
  const fix = fixesFor((await checkConfig(text, FILE, start))[0]!, text, agents)[1]
  expect(fix && applyEdits(text, fix.edits)).toMatchObject({ ok: true, text: team('codex', 'codex') })
})

test('a check whose program is not there', async () => {
  expect(await said(team('claude', 'codex', './run-tests'))).toMatchObject([
    { severity: 'warning', place: '14:1', message: 'Not an executable file: ./run-tests', fixes: [] },
  ])
})

test('a reviewer with the mind of the coder is only advised against', async () => {
  const text = team('claude --model opus', 'claude --model=opus')
  expect(await said(text)).toEqual([
    {
      severity: 'advice',
      place: '17:1',
      message:
        'reviewer works with the same model as coder (Claude Code, opus), and may miss what that one misses',
      fixes: ['Let reviewer use Codex', 'Let reviewer use the model sonnet'],
    },
  ])
  expect(await fixed(text, 'Let reviewer use the model sonnet')).toContain(
    'command = "claude --model=sonnet"',
  )
  expect(await fixed(text, 'Let reviewer use Codex')).toContain('command = "codex"')
})

test('whose model cannot be told is left alone', async () => {
  expect(await said(team('npm run agent', 'npm run agent'))).toEqual([])
})

test('a text that cannot be read is told by the reader alone', async () => {
  expect(await checkConfig('a = ', FILE, start)).toMatchObject([{ severity: 'error', line: 1 }])
})

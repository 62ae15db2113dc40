import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ProjectConfig } from '#shared/contract/config'
import { parseConfig } from './read'
import { TEAM, parsed } from './read.fixture'

describe('defaults', () => {
  test('fill in what the file leaves out', () => {
    const { config, diagnostics } = parsed(TEAM)
    expect(diagnostics).toEqual([])
    expect(ProjectConfig.parse(config)).toEqual(config)
    expect(config).toMatchObject({ modes: [], workerResponseTimeoutMinutes: 120, experimental: false })
    expect(config.orchestrations[0]).toMatchObject({ name: 'dev', worktree: false })
    expect(config.orchestrations[0]?.roles).toEqual([
      expect.objectContaining({ name: 'orchestrator', start: true, mayDelegateTo: ['coder'] }),
      {
        name: 'coder',
        command: 'devbox run agent',
        description: 'Writes code',
        start: false,
        clear: true,
        maxParallel: 1,
        plan: 'none',
        approval: 'none',
        permissions: 'person',
        mayEdit: true,
        mayDelegateTo: [],
        gates: [],
      },
    ])
  })

  test('an orchestration without a name takes the folder name', () => {
    expect(parsed(TEAM.replace('name = "dev"', '')).config.orchestrations[0]?.name).toBe('shop')
    expect(parsed(TEAM.replace('"dev"', '" "')).config.orchestrations[0]?.name).toBe('shop')
    const atRoot = parseConfig(TEAM.replace('name = "dev"', ''), '/.dot-agent-deck.toml')
    expect(atRoot.kind === 'ok' && atRoot.config.orchestrations[0]?.name).toBe('/')
  })

  test('an empty file is a config without teams', () => {
    expect(parsed('')).toMatchObject({ config: { orchestrations: [], modes: [] }, diagnostics: [] })
  })
})

test('reads every optional key', () => {
  const { config, diagnostics } = parsed(`worker_response_timeout_minutes = 30
[features]
experimental = true
[[orchestrations]]
name = "dev"
tracking_file = "prds/current.md"
worktree = true
max_parallel = 4
max_rounds = 8
stop_when = ["gate-failed 3", "same-finding 2"]
instructions = "All changes via git."
[orchestrations.budget]
tokens = 2_000_000
cost_usd = 20.5
minutes = 240
pause_at = 0.5
[[orchestrations.roles]]
name = "lead"
command = "claude"
start = true
may_delegate_to = ["coder"]
[[orchestrations.roles]]
name = "coder"
command = "codex"
description = "Writes code"
prompt_template = "Be brief."
clear = false
max_parallel = 3
plan = "orchestrator"
approval = "person"
may_edit = false
may_delegate_to = ["lead"]
where = "ssh://build-box/~/src/app"
[[orchestrations.roles.gates]]
name = "tests"
command = "npm test"
timeout_minutes = 5
scope = "task"
[orchestrations.roles.budget]
tokens = 500_000
pause_at = 1
[[modes]]
name = "ui"
init_command = "devbox shell"
seed_prompt = "Hello"
reactive_panes = 3
[[modes.panes]]
command = "git status -s"
[[modes.rules]]
pattern = '(?i)npm run (?P<script>\\w+)'
watch = true
interval = 10
`)
  expect(diagnostics.map(({ severity, message }) => [severity, message])).toEqual([
    ['warning', '`where` is kept, but other machines are not used yet: this role runs here'],
  ])
  expect(config).toMatchObject({
    workerResponseTimeoutMinutes: 30,
    experimental: true,
    orchestrations: [
      {
        trackingFile: 'prds/current.md',
        worktree: true,
        maxParallel: 4,
        maxRounds: 8,
        stopWhen: [
          { kind: 'gate-failed', times: 3 },
          { kind: 'same-finding', times: 2 },
        ],
        instructions: 'All changes via git.',
        budget: { tokens: 2_000_000, costUsd: 20.5, minutes: 240, pauseAt: 0.5 },
        roles: [
          { name: 'lead', mayDelegateTo: ['coder'] },
          {
            promptTemplate: 'Be brief.',
            clear: false,
            maxParallel: 3,
            plan: 'orchestrator',
            approval: 'person',
            mayEdit: false,
            mayDelegateTo: ['lead'],
            where: 'ssh://build-box/~/src/app',
            gates: [{ name: 'tests', command: 'npm test', timeoutMinutes: 5, scope: 'task' }],
            budget: { tokens: 500_000, pauseAt: 1 },
          },
        ],
      },
    ],
    modes: [
      {
        initCommand: 'devbox shell',
        seedPrompt: 'Hello',
        reactivePanes: 3,
        panes: [{ name: 'git status -s', command: 'git status -s', watch: true }],
        rules: [{ watch: true, interval: 10 }],
      },
    ],
  })
})

describe('files that people use', () => {
  const read = (name: string) =>
    parsed(readFileSync(new URL(`../../../e2e/fixtures/configs/${name}`, import.meta.url), 'utf8'))

  test('a team with a mode', () => {
    const { config, diagnostics } = read('ui-team.toml')
    expect(diagnostics).toEqual([])
    expect(config.modes[0]).toMatchObject({ name: 'ui-dev', reactivePanes: 2, rules: [{ watch: false }, {}] })
    expect(config.orchestrations[0]?.roles.map((r) => r.name)).toEqual([
      'orchestrator',
      'coder',
      'reviewer',
      'auditor',
      'release',
      'tester',
    ])
  })

  test('an unattended team', () => {
    const { config, diagnostics } = read('unattended-team.toml')
    expect(diagnostics).toEqual([])
    expect(config.orchestrations[0]?.roles[4]).toMatchObject({ name: 'release', clear: false })
  })
})

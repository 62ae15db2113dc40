import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agentOf } from '#shared/model/selectors'
import { playRoles, type Turn } from '../model-server/roles'
import { bash, say } from '../model-server/scenario'
import { startModelServer, type ModelServer } from '../model-server/server'
import { TestDeck } from '../support/deck'
import type { TestRun } from '../support/run'
import { makeClaudeHome, whyNoClaude, type ClaudeHome } from './claude-home'
import { writeLoginShell } from './team-project'

const missing = whyNoClaude()
/** Real agents start and think within seconds; a machine that does much else is given time. In milliseconds. */
const PATIENCE = 60_000

/** Does what stands after "DO ". */
const obedient: Turn = (prompt) => [bash(/DO (.+)/.exec(prompt)?.[1] ?? 'true'), say('Done as told.')]

describe('a workspace with real Claude Code', () => {
  let home: ClaudeHome
  let model: ModelServer
  let deck: TestDeck
  const before = { ...process.env }

  beforeAll(async () => {
    if (missing) return
    model = await startModelServer(
      playRoles([{ name: 'agent', is: () => true, turns: [obedient, obedient, obedient] }]),
    )
    home = await makeClaudeHome({ modelUrl: model.url, permissions: 'manual' })
    await writeLoginShell(home)
    Object.assign(process.env, { HOME: home.home, SHELL: '/bin/bash' })
    deck = await TestDeck.open()
    const state = join(home.home, '.claude.json')
    const known: object = JSON.parse(readFileSync(state, 'utf8'))
    const projects = { [deck.project]: { hasTrustDialogAccepted: true } }
    writeFileSync(state, JSON.stringify({ ...known, projects }))
  }, PATIENCE)
  afterAll(async () => {
    await deck?.close()
    await model?.close()
    Object.assign(process.env, before)
    await home?.remove()
  }, PATIENCE)

  async function answer(run: TestRun, command: string, choice: 'allow' | 'deny'): Promise<void> {
    const pane = run.pane('claude')
    const agent = await run.until(
      `${command} is asked for`,
      (state) => {
        const seen = agentOf(state, pane)
        return seen?.answerable && seen.waitingFor?.includes(command) ? seen : undefined
      },
      PATIENCE,
    )
    const read = { run: run.id, pane, ask: agent.ask, waitingFor: agent.waitingFor }
    await deck.deck.handle('permission.answer', { ...read, choice })
  }

  it('follows a command that was allowed, and none that was denied', async (context) => {
    if (missing) context.skip(missing)
    await deck.writeConfig(`
[[modes]]
name = "dev"
init_command = "export SUFFIX=-by-the-pane"
seed_prompt = "DO touch denied"
[[modes.rules]]
pattern = '^touch '
`)
    await deck.agree()
    const command = ['claude', ...home.args].join(' ')
    const opened = await deck.deck.handle('run.open-mode', { dir: deck.project, mode: 'dev', command })
    const run = deck.follow(opened.run)
    await run.until('its agent is there', ({ agents }) => Object.keys(agents).length > 0, PATIENCE)
    await answer(run, 'touch denied', 'deny')
    await run.until('it is idle', (state) => agentOf(state, run.pane('claude'))?.status === 'idle', PATIENCE)
    await run.prompt('claude', 'DO touch "allowed$SUFFIX"')
    await answer(run, 'touch "allowed$SUFFIX"', 'allow')
    const side = await run.until(
      'a pane has run it',
      ({ workspace }) =>
        Object.values(workspace?.sides ?? {}).find(({ kind, result }) => kind === 'reactive' && result),
      PATIENCE,
    )
    expect(side).toMatchObject({ command: 'touch "allowed$SUFFIX"', result: { code: 0 } })
    const started = run.events.flatMap(({ body }) => (body.type === 'side-started' ? body.command : []))
    expect(started).toEqual(['export SUFFIX=-by-the-pane', 'touch "allowed$SUFFIX"'])
    expect(existsSync(join(deck.project, 'denied'))).toBe(false)
    expect(existsSync(join(deck.project, 'allowed-by-the-pane'))).toBe(true)
    await run.close()
  }, 180_000)
})

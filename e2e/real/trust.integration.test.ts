import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attentionOf } from '#shared/model/attention'
import { readDiscovery } from '../../electron/terminal-host/discovery'
import { playRoles, type RoleScript, type Turn } from '../model-server/roles'
import { bash, say, type Scenario, type Step } from '../model-server/scenario'
import { startModelServer, type ModelServer } from '../model-server/server'
import { TestDeck } from '../support/deck'
import type { TestRun } from '../support/run'
import { makeClaudeHome, whyNoClaude, type ClaudeHome } from './claude-home'
import { writeLoginShell } from './team-project'

const missing = whyNoClaude()
/** Real agents start and think within seconds; a machine that does much else is given time. In milliseconds. */
const PATIENCE = 60_000

/** The same behaviour for each of a role's prompts. */
function role(
  name: string,
  is: (prompt: string) => boolean,
  turn: (prompt: string) => readonly Step[],
): RoleScript {
  const always: Turn = (prompt) => turn(prompt)
  return { name, is, turns: Array.from({ length: 20 }, () => always) }
}

/** Does what the person, or the task, says after "DO ". */
function obedient(): Scenario {
  const lead = role(
    'lead',
    (prompt) => prompt.includes('orchestrator-context.md'),
    (prompt) => {
      const advised = /answer --question (q\d+)/.exec(prompt)?.[1]
      if (advised) {
        const words = prompt.includes('reviewer') ? 'deny: it only reads' : 'allow: that is its task'
        return [bash(`dot-agent-deck answer --question ${advised} --task '${words}'`), say('Answered.')]
      }
      const order = /DO (.+)/.exec(prompt)?.[1]
      return order ? [bash(order), say('Done as told.')] : [say('Noted.')]
    },
  )
  const worker = role(
    'worker',
    (prompt) => prompt.startsWith('Your task'),
    (prompt) => {
      const file = /in the file (\S+):/.exec(prompt)?.[1]
      if (prompt.startsWith('Your task') && file) {
        return [bash(`sh -c "$(grep -m1 '^DO ' '${file}' | cut -c4-)"`), say('That is all.')]
      }
      // Sent back by a check: this time it is really put right.
      return [
        bash("touch fixed && dot-agent-deck work-done --task 'Now it is really fixed.'"),
        say('Mended.'),
      ]
    },
  )
  const alone = role(
    'alone',
    (prompt) => prompt.startsWith('DO '),
    (prompt) => [bash(prompt.slice(3)), say('Done as told.')],
  )
  return playRoles([lead, worker, alone])
}

describe('what real Claude Code cannot talk its way around', () => {
  let home: ClaudeHome
  let model: ModelServer
  let deck: TestDeck
  let command: string
  const before = { ...process.env }

  beforeAll(async () => {
    if (missing) return
    model = await startModelServer(obedient())
    home = await makeClaudeHome({ modelUrl: model.url })
    await writeLoginShell(home)
    Object.assign(process.env, { HOME: home.home, SHELL: '/bin/bash' })
    deck = await TestDeck.open()
    trust(home, deck.project)
    command = ['claude', ...home.args].join(' ')
    writeFileSync(join(deck.project, 'price.js'), 'export const price = 1\n')
    const git = (...args: string[]) => execFileSync('git', args, { cwd: deck.project })
    git('add', 'price.js')
    git('-c', 'user.name=T', '-c', 'user.email=t@localhost', 'commit', '-q', '-m', 'Start')
  }, 60_000)
  afterAll(async () => {
    await deck?.close()
    await model?.close()
    Object.assign(process.env, before)
    await home?.remove()
  }, 60_000)

  async function team(worker: { name: string; lines?: string[] }, lines: string[] = []): Promise<TestRun> {
    await deck.writeTeam(
      [
        { name: 'lead', start: true, command },
        { ...worker, command },
      ],
      'team',
      lines,
    )
    const run = await deck.startTeam()
    await run.until(
      'the lead knows its role',
      (state) => Object.values(state.deliveries)[0]?.state === 'proven',
      PATIENCE,
    )
    return run
  }
  const order = (run: TestRun, what: string) => run.prompt('lead', `DO ${what}`)
  const task = (run: TestRun, id: string, state: string) =>
    run.until(`${id} is ${state}`, ({ tasks }) => tasks[id]?.state === state && tasks[id], PATIENCE)

  it('a coder that claims green tests falsely is sent back', async (context) => {
    if (missing) context.skip(missing)
    const gate = ['[[orchestrations.roles.gates]]', 'name = "tests"', 'command = "test -f fixed"']
    const run = await team({ name: 'coder', lines: gate })
    await order(
      run,
      `dot-agent-deck delegate --to coder --task "DO dot-agent-deck work-done --task 'all green'"`,
    )
    await task(run, 't1', 'done')
    const verdicts = Object.values(run.run.reports).map((report) => report.verdict)
    expect(verdicts).toEqual(['returned', 'accepted'])
    expect(run.task('t1').returned).toBe(1)
    await run.close()
  })

  it('a reviewer that edits a file is caught', async (context) => {
    if (missing) context.skip(missing)
    const run = await team({ name: 'reviewer', lines: ['may_edit = false'] })
    const act = `echo // better >> price.js; dot-agent-deck work-done --task 'looks good'`
    await order(run, `dot-agent-deck delegate --to reviewer --task "DO ${act}"`)
    await task(run, 't1', 'failed')
    expect(attentionOf(run.run).map((item) => item.text)).toContain(
      '1 file changed (price.js), although reviewer may not edit.',
    )
    await deck.deck.handle('report.take-back-edits', { run: run.id, report: 'r1' })
    expect(readFileSync(join(deck.project, 'price.js'), 'utf8')).toBe('export const price = 1\n')
    await run.close()
  })

  it('a release waits for the person, and a loop ends at its rounds with the questions asked', async (context) => {
    if (missing) context.skip(missing)
    const run = await team({ name: 'release', lines: ['approval = "person"'] }, ['max_rounds = 2'])
    const ship = (what: string) =>
      `dot-agent-deck delegate --to release --task "DO dot-agent-deck work-done --task '${what}'"`
    await order(run, ship('shipped'))
    await task(run, 't1', 'held')
    expect(attentionOf(run.run).map((item) => item.kind)).toContain('approval')
    await deck.deck.handle('task.release', { run: run.id, task: 't1' })
    await task(run, 't1', 'done')
    await order(run, ship('shipped once more'))
    await task(run, 't2', 'held')
    expect(readFileSync(run.task('t2').text.file, 'utf8')).toContain(
      'Are you about to repeat what has not worked?',
    )
    await deck.deck.handle('task.release', { run: run.id, task: 't2' })
    await task(run, 't2', 'done')
    await order(run, ship('and a third time, which is too often'))
    expect(await task(run, 't3', 'held')).toMatchObject({ hold: { why: 'rounds' } })
    await run.close()
  })

  it('a permission is allowed, and another denied, from its card', async (context) => {
    if (missing) context.skip(missing)
    const command = 'claude --permission-mode manual'
    const start = { dir: deck.project, name: 'alone', command }
    const run = deck.follow((await deck.deck.handle('run.start-agent', start)).run)
    const pane = run.run.paneOrder[0] ?? ''
    const agent = () => Object.values(run.run.agents)[0]
    const idle = () => run.until('it is idle', () => agent()?.status === 'idle', PATIENCE)
    for (const [file, choice] of [
      ['allowed.txt', 'allow'],
      ['denied.txt', 'deny'],
    ] as const) {
      await idle()
      await run.prompt('alone', `DO touch ${file}`)
      const asks = () => attentionOf(run.run).some((item) => item.answerable && item.text.includes(file))
      await run.until(`it asks for ${file}`, asks, PATIENCE)
      expect(existsSync(join(deck.project, file))).toBe(false)
      const { ask = 0, waitingFor = null } = agent() ?? {}
      await deck.deck.handle('permission.answer', { run: run.id, pane, choice, ask, waitingFor })
    }
    await idle()
    expect(existsSync(join(deck.project, 'allowed.txt'))).toBe(true)
    expect(existsSync(join(deck.project, 'denied.txt'))).toBe(false)
    await run.close()
  })

  it('a permission goes to the orchestrator where its role says so, and is decided there only where it says that', async (context) => {
    if (missing) context.skip(missing)
    const asks = 'claude --permission-mode manual'
    await deck.writeTeam([
      { name: 'lead', start: true, command },
      { name: 'coder', command: asks, lines: ['permissions = "orchestrator"'] },
      { name: 'reviewer', command: asks, lines: ['permissions = "advice"'] },
    ])
    const run = await deck.startTeam()
    await run.until(
      'the lead knows its role',
      (state) => Object.values(state.deliveries)[0]?.state === 'proven',
      PATIENCE,
    )
    const make = (role: string) =>
      `dot-agent-deck delegate --to ${role} --task "DO touch by-${role} && dot-agent-deck work-done --task 'made'"`
    await order(run, make('coder'))
    await task(run, 't1', 'done')
    expect(existsSync(join(deck.project, 'by-coder'))).toBe(true)

    await order(run, make('reviewer'))
    const advice = await run.until(
      'its advice',
      (state) => Object.values(state.questions).find(({ advice: words }) => words === 'deny'),
      PATIENCE,
    )
    const { ask, waitingFor, status } = run.agent('reviewer')
    expect({ status, ask }).toEqual({ status: 'waiting', ask: advice.about?.ask })
    expect(existsSync(join(deck.project, 'by-reviewer'))).toBe(false)
    const decided = { run: run.id, pane: run.pane('reviewer'), ask, waitingFor }
    await deck.deck.handle('permission.answer', { ...decided, choice: 'allow' })
    await task(run, 't2', 'done')
    expect(run.events.flatMap(({ body }) => (body.type === 'ask-answered' ? [body.by] : []))).toEqual([
      'orchestrator',
      'person',
    ])
    await run.close()
  }, 120_000)

  it('a killed app finds its agents; a rebooted machine resumes their conversations', async (context) => {
    if (missing) context.skip(missing)
    const run = await team({ name: 'coder' })
    const agent = run.agent('lead')
    await deck.deck.detach()
    await deck.newApp()
    await order(
      run,
      `dot-agent-deck delegate --to coder --task "DO dot-agent-deck work-done --task 'still here'"`,
    )
    await task(run, 't1', 'done')
    expect(run.agent('lead').id).toBe(agent.id)

    const host = await readDiscovery(deck.hostDir)
    await deck.deck.detach()
    process.kill(host?.pid ?? 0, 'SIGKILL')
    await deck.newApp()
    await deck.deck.handle('run.restore', { run: run.id })
    await run.until(
      'the lead is back',
      ({ agents }) => {
        const now = Object.values(agents).findLast((other) => other.pane === run.pane('lead'))
        return now && now.id !== agent.id && now.status === 'idle'
      },
      PATIENCE,
    )
    await order(
      run,
      `dot-agent-deck delegate --to coder --task "DO dot-agent-deck work-done --task 'and again'"`,
    )
    await task(run, 't2', 'done')
    expect(run.agent('lead').conversation).toBe(agent.conversation)
    const leadPrompts = model.log.prompts.filter((prompt) => prompt.conversation === agent.conversation)
    expect(leadPrompts.some((prompt) => prompt.text.includes('still here'))).toBe(true)
    expect(leadPrompts.some((prompt) => prompt.text.includes('and again'))).toBe(true)
    await run.close()
  })
})

/** The person has trusted this folder before. */
function trust(home: ClaudeHome, folder: string): void {
  const file = join(home.home, '.claude.json')
  const state = JSON.parse(readFileSync(file, 'utf8')) as { projects: Record<string, unknown> }
  state.projects[folder] = { hasTrustDialogAccepted: true }
  writeFileSync(file, JSON.stringify(state))
}

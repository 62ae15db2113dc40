import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDeck, type Deck } from '../../electron/engine/deck'
import { normalised } from '../../electron/engine/agents/text'
import { RunEvent as RunEventSchema, type RunEvent } from '../../shared/model/events'
import { reduce } from '../../shared/model/reduce'
import type { Run } from '../../shared/model/state'
import { sha256 } from '../model-server/log'
import { startModelServer, type ModelServer } from '../model-server/server'
import { makeClaudeHome, whyNoClaude, type ClaudeHome } from './claude-home'
import { makeTeamProject, writeLoginShell } from './team-project'
import { teamScenario } from './team-script'

const git = promisify(execFile)
const missing = whyNoClaude()

describe('a team of five real Claude Code agents', () => {
  let deck: Deck
  let home: ClaudeHome
  let model: ModelServer
  let data: string
  let run: Run
  const events: RunEvent[] = []
  const before = { ...process.env }

  beforeAll(async () => {
    if (missing) return
    model = await startModelServer(teamScenario())
    home = await makeClaudeHome({ modelUrl: model.url })
    await writeLoginShell(home)
    const project = await makeTeamProject(home)
    data = await mkdtemp(join(tmpdir(), 'deck-home-'))
    Object.assign(process.env, { HOME: home.home, SHELL: '/bin/bash' })
    const dist = resolve(import.meta.dirname, '../../dist')
    deck = createDeck({
      home: data,
      hostName: 'app',
      paths: { exec: [process.execPath], runAsNode: false, dist, demoProject: '' },
      platform: process.platform,
      version: '0.0.0',
      log: (line) => console.warn(line),
    })
    await deck.start()
    const until = watchRun(deck, events)
    const view = await deck.handle('project.open', { dir: project })
    await deck.handle('project.consent', { dir: project, key: view.consent?.key ?? '' })
    const started = await deck.handle('run.start', { dir: project, orchestration: 'dev-flow' })
    const ready = await until((state) => Object.values(state.deliveries)[0]?.state === 'proven')
    const lead = ready.paneOrder[0] ?? ''
    await deck.handle('prompt.send', {
      run: started.run,
      pane: lead,
      text: 'The shop loses cents. Fix it and ship it.',
    })
    run = await until((state) => state.phase !== 'running')
  }, 240_000)

  afterAll(async () => {
    await deck?.closeAll('command')
    await model?.close()
    Object.assign(process.env, before)
    await home?.remove()
    if (data) await rm(data, { recursive: true, force: true })
  }, 60_000)

  it('works the task to its end', (context) => {
    if (missing) context.skip(missing)
    expect(run.outcome).toBe('done')
    expect(run.summary?.preview).toBe('The shop keeps its cents. Released as 1.0.1.')
    expect(Object.values(run.tasks).map((task) => [task.role, task.round, task.state])).toEqual([
      ['release', 1, 'done'],
      ['coder', 1, 'done'],
      ['reviewer', 1, 'done'],
      ['auditor', 1, 'done'],
      ['coder', 2, 'done'],
      ['release', 2, 'done'],
    ])
  })

  it('edits, tests, commits and tags in a real repository', async (context) => {
    if (missing) context.skip(missing)
    const { stdout } = await git('git', ['log', '--format=%s'], { cwd: home.work })
    expect(stdout.trim().split('\n')).toEqual([
      'Release 1.0.1',
      'Test the empty list',
      'Keep the cents',
      'Start the shop',
    ])
    const tags = await git('git', ['tag'], { cwd: home.work })
    expect(tags.stdout.trim()).toBe('v1.0.1')
    const status = await git('git', ['status', '--porcelain'], { cwd: home.work })
    expect(status.stdout).toBe('')
  })

  it('gives every task a new agent, but release keeps the one it has', (context) => {
    if (missing) context.skip(missing)
    const agents = (role: string) =>
      Object.values(run.tasks)
        .filter((task) => task.role === role)
        .map((task) => task.agent)
    const [first, second] = agents('coder')
    expect(first).not.toBe(second)
    expect(new Set(agents('release')).size).toBe(1)
    const shipped = model.log.prompts.filter((prompt) => /^Your task .*-release.md/.test(prompt.text))
    expect(shipped.map((prompt) => prompt.ordinal)).toEqual([0, 1])
    expect(new Set(shipped.map((prompt) => prompt.conversation)).size).toBe(1)
  })

  it('has reviewer and auditor at work at the same time', (context) => {
    if (missing) context.skip(missing)
    const [reviewer, auditor] = ['reviewer', 'auditor'].map((role) => workingPeriod(run, events, role))
    expect(reviewer && auditor && reviewer.from < auditor.to && auditor.from < reviewer.to).toBe(true)
  })

  it('delivers every text whole and once, proven by the agent', (context) => {
    if (missing) context.skip(missing)
    const deliveries = Object.values(run.deliveries)
    expect(deliveries.map((delivery) => [delivery.purpose, delivery.state, delivery.proof])).toEqual(
      deliveries.map((delivery) => [delivery.purpose, 'proven', 'hook']),
    )
    const arrived = model.log.prompts.map(
      (prompt) => `${normalised(prompt.text).length} ${sha256(normalised(prompt.text))}`,
    )
    for (const delivery of deliveries) {
      const text = normalised(delivery.text)
      expect(
        arrived.filter((prompt) => prompt === `${text.length} ${sha256(text)}`),
        delivery.text,
      ).toHaveLength(1)
    }
    expect(arrived).toHaveLength(deliveries.length)
  })

  it('has the same state after replaying the journal', (context) => {
    if (missing) context.skip(missing)
    const replayed = events.reduce<Run | undefined>(
      (state, event) => (event.seq <= run.seq ? reduce(state, fromDisk(event)) : state),
      undefined,
    )
    expect(replayed).toEqual(run)
  })
})

/** An event as it comes back from disk. */
function fromDisk(event: RunEvent): RunEvent {
  return RunEventSchema.parse(JSON.parse(JSON.stringify(event)))
}

/** From the first sign of work on the role's task to its report. */
function workingPeriod(
  run: Run,
  events: readonly RunEvent[],
  role: string,
): { from: number; to: number } | undefined {
  const task = Object.values(run.tasks).find((candidate) => candidate.role === role)
  const working = events.find(
    ({ body }) => body.type === 'agent-observed' && body.agent === task?.agent && body.status === 'working',
  )
  const report = events.find(({ body }) => body.type === 'task-reported' && body.task === task?.id)
  return working && report ? { from: working.at, to: report.at } : undefined
}

/** Folds the run's events; the result waits until the run is as asked, and fails with its timeline otherwise. */
function watchRun(deck: Deck, events: RunEvent[]): (is: (run: Run) => boolean) => Promise<Run> {
  let state: Run | undefined
  const waiting = new Set<() => void>()
  deck.onPush((name, payload) => {
    if (name !== 'run-event') return
    const event = payload as RunEvent
    events.push(event)
    state = reduce(state, event)
    for (const wake of waiting) wake()
  })
  return (is) =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (!state || !is(state)) return
        clearTimeout(timer)
        waiting.delete(check)
        resolve(state)
      }
      const timer = setTimeout(() => {
        const lines =
          state?.timeline.map((entry) => `${entry.from} -> ${entry.to ?? ''}: ${entry.text}`) ?? []
        const cards = Object.values(state?.agents ?? {}).map(
          (agent) => `${agent.id} ${agent.pane} ${agent.status} ${agent.waitingFor ?? ''}`,
        )
        reject(
          new Error(
            `The run did not get there:\n${[...lines, ...cards].join('\n')}\n${JSON.stringify(state?.deliveries, null, 1)}`,
          ),
        )
      }, 110_000)
      waiting.add(check)
      check()
    })
}

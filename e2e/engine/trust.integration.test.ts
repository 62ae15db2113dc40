import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { attentionOf } from '#shared/model/attention'
import { agentOf } from '#shared/model/selectors'
import { readDiscovery } from '../../electron/terminal-host/discovery'
import { TestDeck } from '../support/deck'
import { stillThere } from '../support/processes'
import type { TestRun } from '../support/run'

let deck: TestDeck

beforeAll(async () => {
  deck = await TestDeck.open()
  await deck.commit('price.js', 'export const price = 1\n')
})
afterAll(() => deck.close())

const attention = (run: TestRun) => attentionOf(run.run).map((item) => item.kind)

test('a report that claims green tests falsely is sent back until the gate passes', async () => {
  const run = await deck.readyTeam([
    {
      name: 'coder',
      lines: [
        '[[orchestrations.roles.gates]]',
        'name = "tests"',
        `command = "test -f fixed || { echo no such fix; exit 3; }"`,
      ],
    },
  ])
  await run.delegate('coder', 'Fix it.\nSAY done, all green')
  const back = await run.untilDelivery(
    'coder',
    'sends it back',
    (delivery) => delivery.purpose === 'notice' && delivery.state === 'proven',
  )
  expect(back.text).toContain('tests exited with code 3')
  const report = run.run.reports['r1']
  expect(report).toMatchObject({ verdict: 'returned', checks: [{ name: 'tests', verdict: 'failed' }] })
  expect(readFileSync(report?.checks[0]?.output?.file ?? '', 'utf8')).toContain('no such fix')
  expect(run.task('t1')).toMatchObject({ state: 'working', returned: 1, report: null })
  expect(run.decidedWith('report-checked')).toEqual(['report-checked', 'delivery-created'])
  // Nobody has told the orchestrator of a report that does not count.
  expect(Object.values(run.run.deliveries).filter(({ purpose }) => purpose === 'report')).toEqual([])

  await run.shell('coder', "touch fixed && dot-agent-deck work-done --task 'now it is really fixed'")
  expect(await run.untilTask('t1', 'done')).toMatchObject({ report: 'r2' })
  expect(run.run.reports['r2']).toMatchObject({ verdict: 'accepted', checks: [{ verdict: 'passed' }] })
  const news = await run.untilDelivery(
    'lead',
    'is told',
    ({ purpose, state }) => purpose === 'report' && state === 'proven',
  )
  expect(news.reports).toEqual(['r2'])

  await deck.deck.handle('report.check-again', { run: run.id, report: 'r2' })
  await run.until('a second result', ({ reports }) => reports['r2']?.checks.length === 2)
  expect(run.run.reports['r2']?.verdict).toBe('accepted')
  await run.close()
})

test('a gate that fails with the same error again pauses the run, and shows both', async () => {
  const gate = [
    '[[orchestrations.roles.gates]]',
    'name = "tests"',
    `command = "date; echo no such fix; exit 3"`,
  ]
  const run = await deck.readyTeam([{ name: 'coder', lines: gate }], ['stop_when = ["gate-failed 2"]'])
  await run.delegate('coder', 'SAY all green')
  await run.until('it is sent back', ({ reports }) => reports['r1']?.verdict === 'returned')
  expect(run.run.paused).toBeNull()
  await run.shell('coder', "dot-agent-deck work-done --task 'now it is really fixed'")
  const paused = await run.until('the run is paused', (now) => now.paused)
  expect(paused.reason).toContain(
    'The check "tests" of coder has failed 2 times in a row with the same error.',
  )
  const shown = await Promise.all(
    paused.evidence.map(({ kind, id }) => deck.deck.handle('document.read', { run: run.id, kind, id })),
  )
  expect(shown.map(({ text }) => text.includes('no such fix'))).toEqual([true, true])
  await deck.deck.handle('run.resume', { run: run.id })
  await run.until('it goes on', (now) => now.paused === null)
  await run.close()
})

test('an edit of the config runs nothing that the person has not agreed to, also after a restart of the app', async () => {
  const run = await deck.readyTeam([{ name: 'coder' }])
  const ran = join(deck.logs, 'gate-ran')
  const gate = `[[orchestrations.roles.gates]]\nname = "forged"\ncommand = "echo ran >> '${ran}'"\n`
  await deck.writeConfig(`${await deck.readConfig()}permissions = "orchestrator"\n${gate}`)
  await run.delegate('coder', 'SAY first')
  await run.untilTask('t1', 'done')
  const warnings = () => run.run.timeline.filter(({ text }) => text.includes('you have not agreed to'))
  expect(existsSync(ran)).toBe(false)
  expect(warnings()).toHaveLength(1)
  await expect(deck.deck.handle('pane.restart', { run: run.id, pane: run.pane('coder') })).rejects.toThrow(
    'agree, then start the agent again',
  )

  await deck.replaceApp()
  await run.delegate('coder', 'SAY second')
  await run.untilTask('t2', 'done')
  expect(existsSync(ran)).toBe(false)

  await deck.agree()
  await run.delegate('coder', 'SAY third')
  await run.untilTask('t3', 'done')
  expect(existsSync(ran)).toBe(true)
  await run.close()
})

test('an edit that asks less of the team counts, and is told to the person', async () => {
  const gate = '[[orchestrations.roles.gates]]\nname = "tests"\ncommand = "false"'
  const run = await deck.readyTeam([{ name: 'coder', lines: gate.split('\n') }])
  await deck.writeConfig((await deck.readConfig()).replace(gate, ''))
  await run.delegate('coder', 'SAY done')
  await run.untilTask('t1', 'done')
  const told = attentionOf(run.run).find(({ kind }) => kind === 'config')
  expect(told?.text).toContain('coder has no check "tests" any more')
  await run.close()
})

test('an edit that asks less while the app is away is told when it is back, and takes no yes from the person', async () => {
  const gate = '[[orchestrations.roles.gates]]\nname = "tests"\ncommand = "true"'
  const rules = 'approval = "person"\nmay_edit = false'
  const run = await deck.readyTeam([{ name: 'coder', lines: [rules, gate] }])
  await deck.deck.detach()
  const config = await deck.readConfig()
  await deck.writeConfig(
    `worker_response_timeout_minutes = 0\n${config.replace(gate, '').replace(rules, '')}`,
  )
  await deck.newApp()
  const told = await run.until('it is told', (now) => attentionOf(now).find(({ kind }) => kind === 'config'))
  expect(told.text).toContain(
    'coder has no check "tests" any more; coder may edit; a worker may be silent for any number of minutes',
  )
  await run.delegate('coder', 'SAY done')
  await run.untilTask('t1', 'held')
  expect(attention(run)).toContain('approval')
  await run.close()
})

test('a run goes on with the checks that it had when its config has gone, is broken or is not agreed to any more', async () => {
  const gate = '[[orchestrations.roles.gates]]\nname = "tests"\ncommand = "true"\n'
  const run = await deck.readyTeam([{ name: 'coder', lines: ['may_edit = false', gate] }])
  const config = await deck.readConfig()
  const file = join(deck.project, '.dot-agent-deck.toml')
  const preferences = join(deck.home, 'preferences.json')
  const checks = (report: string) =>
    run.run.reports[report]?.checks.map(({ name, verdict }) => [name, verdict])
  const all = [
    ['no edits', 'passed'],
    ['tests', 'passed'],
  ]
  const cases = [
    { task: 'nothing there', change: () => rmSync(file), said: `${file} is gone.` },
    {
      change: () =>
        writeFileSync(file, config.replace('may_edit = false', 'may_edit = "no"').replace(gate, '')),
      said: 'The config has an error.',
      task: 'cannot be read',
    },
    {
      change: () => writeFileSync(file, config.replace('name = "team"', 'name = "other"')),
      said: `${file} has no orchestration "team" any more.`,
      task: 'another name',
    },
    {
      change: () => {
        writeFileSync(file, config.replace('command = "true"', 'command = "true "'))
        const { consents: _, ...kept } = z
          .looseObject({})
          .parse(JSON.parse(readFileSync(preferences, 'utf8')))
        writeFileSync(preferences, JSON.stringify(kept))
      },
      said: 'would run commands that you have not agreed to.',
      task: 'never seen before',
    },
  ]
  for (const [index, { change, said, task }] of cases.entries()) {
    await deck.deck.detach()
    change()
    await deck.newApp()
    const told = await run.until('it is said', ({ timeline }) =>
      timeline.find(({ level, text }) => level === 'warning' && text.includes(said)),
    )
    expect(told.text).toContain('The run goes on with')
    await run.delegate('coder', `SAY ${task}`)
    await run.untilTask(`t${index + 1}`, 'done')
    expect(checks(`r${index + 1}`)?.toSorted()).toEqual(all)
    expect(run.run.timeline.filter(({ text }) => text.includes(said))).toHaveLength(1)
  }
  await run.close()
})

test('a run whose journal is from before the config was kept in it takes its checks from the file', async () => {
  const gate = '[[orchestrations.roles.gates]]\nname = "tests"\ncommand = "true"'
  const run = await deck.readyTeam([{ name: 'coder', lines: [gate] }])
  await deck.deck.detach()
  const journal = join(deck.home, 'runs', run.id, 'journal.jsonl')
  const [opening = '', ...rest] = readFileSync(journal, 'utf8').split('\n')
  const event = z.looseObject({ body: z.looseObject({ config: z.object() }) }).parse(JSON.parse(opening))
  const { config: _, ...body } = event.body
  writeFileSync(journal, [JSON.stringify({ ...event, body }), ...rest].join('\n'))
  await deck.newApp()
  await run.delegate('coder', 'SAY done')
  await run.untilTask('t1', 'done')
  expect(run.run.reports['r1']?.checks).toMatchObject([{ name: 'tests', verdict: 'passed' }])
  await run.close()
})

test('a gate that takes too long is ended with its processes, and counts as failed', async () => {
  const run = await deck.readyTeam([
    {
      name: 'coder',
      lines: [
        '[[orchestrations.roles.gates]]',
        'name = "slow"',
        'command = "sleep 60 & echo $! > gate.pid; wait"',
        'timeout_minutes = 0.01',
      ],
    },
  ])
  await run.delegate('coder', 'SAY done')
  await run.until('it failed', ({ reports }) => reports['r1']?.verdict === 'returned')
  expect(run.run.reports['r1']?.checks[0]?.detail).toBe('was ended after 0.01 minutes')
  const pid = Number(readFileSync(join(deck.project, 'gate.pid'), 'utf8'))
  expect(await stillThere([pid])).toEqual([])
  await run.close()
})

test('a reviewer that edits a file is caught, and the edit can be taken back', async () => {
  const run = await deck.readyTeam([{ name: 'reviewer', lines: ['may_edit = false'] }])
  await run.delegate('reviewer', 'Look at it.\nRUN echo "// better" >> price.js')
  const task = await run.untilTask('t1', 'failed')
  const check = run.run.reports[task.report ?? '']?.checks[0]
  expect(check).toMatchObject({
    kind: 'edits',
    verdict: 'failed',
    detail: '1 file changed (price.js), although reviewer may not edit.',
  })
  expect(readFileSync(check?.output?.file ?? '', 'utf8')).toContain('+// better')
  expect(attention(run)).toContain('edits')
  const reason = await deck.deck.handle('report.take-back-edits', { run: run.id, report: 'r1' })
  expect(reason).toEqual({})
  expect(readFileSync(join(deck.project, 'price.js'), 'utf8')).toBe('export const price = 1\n')
  await run.close()
})

test('a reviewer that only looks passes, also beside what git ignores and the deck writes', async () => {
  const run = await deck.readyTeam([{ name: 'reviewer', lines: ['may_edit = false'] }])
  await run.delegate('reviewer', 'Look at it.\nRUN cat price.js')
  const task = await run.untilTask('t1', 'done')
  expect(run.run.reports[task.report ?? '']?.checks).toMatchObject([{ verdict: 'passed' }])
  await run.close()
})

test('an orchestrator that edits is told so, the person sees the change and can take it back', async () => {
  const run = await deck.readyTeam([{ name: 'coder' }])
  await run.until('the tree is watched', () => run.events.some(({ body }) => body.type === 'tree-watched'))
  await run.shell('lead', 'echo "// by lead" >> price.js')
  await run.delegate('coder', 'SAY hello')
  const change = await run.until('it is found', ({ changes }) => changes['c1'])
  expect(change.detail).toBe(
    '1 file changed (price.js) while only lead was at work, which may not edit. It was lead, or you.',
  )
  expect(attention(run)).toContain('tree-changed')
  const shown = { run: run.id, kind: 'evidence', id: 'c1' } as const
  expect((await deck.deck.handle('document.read', shown)).text).toContain('+// by lead')
  // Nothing is blocked, and the worker beside whom nothing can be told is not mistaken for the orchestrator.
  await run.untilTask('t1', 'done')
  const told = await run.untilDelivery(
    'lead',
    'is told',
    ({ notices, state }) => notices.length > 0 && state === 'proven',
  )
  expect(told.text).toContain('1 file changed (price.js) while only you were at work')
  await deck.deck.handle('change.take-back', { run: run.id, change: 'c1' })
  expect(readFileSync(join(deck.project, 'price.js'), 'utf8')).toBe('export const price = 1\n')
  await run.until(
    'it needs nobody any more',
    (now) => !attentionOf(now).some(({ kind }) => kind === 'tree-changed'),
  )

  await run.until('the tree is watched again', ({ seq }) => {
    const last = run.events.findLast(({ body }) => body.type === 'tree-watched')?.seq ?? 0
    return last > (run.events.find(({ body }) => body.type === 'task-reported')?.seq ?? seq)
  })
  await run.shell('lead', 'echo "// at the end" >> price.js')
  const end = await run.shell('lead', "dot-agent-deck work-done --done --task 'all done'")
  expect(end.stdout).toContain('The run is finished. The deck found: 1 file changed (price.js)')
  await run.close()
  execFileSync('git', ['checkout', '-q', 'price.js'], { cwd: deck.project })
})

test('an edit beside a role that may edit is not blamed on anybody', async () => {
  const run = await deck.readyTeam([{ name: 'coder' }, { name: 'reviewer', lines: ['may_edit = false'] }])
  await run.delegate('coder', `RUN echo "// coder" >> price.js\nWAIT-FOR ${join(deck.logs, 'coder-may-go')}`)
  await run.untilTask('t1', 'working')
  await run.delegate('reviewer', `WAIT-FOR ${join(deck.logs, 'reviewer-may-go')}`)
  await run.untilTask('t2', 'working')
  writeFileSync(join(deck.project, 'price.js'), 'export const price = 2\n')
  writeFileSync(join(deck.logs, 'reviewer-may-go'), '')
  const task = await run.untilTask('t2', 'done')
  expect(run.run.reports[task.report ?? '']?.checks[0]).toMatchObject({ verdict: 'undecided' })
  expect(run.run.reports[task.report ?? '']?.checks[0]?.detail).toContain(
    'while coder worked in the same folder',
  )
  writeFileSync(join(deck.logs, 'coder-may-go'), '')
  await run.close()
})

test('an edit by another run in the same folder is not blamed on a reviewer, also once that run is closed', async () => {
  const roles = [{ name: 'coder' }, { name: 'reviewer', lines: ['may_edit = false'] }]
  const run = await deck.readyTeam(roles)
  const other = await deck.readyTeam(roles)
  for (const [index, closed] of [false, true].entries()) {
    const go = join(deck.logs, `neighbour-${index}`)
    await run.delegate('reviewer', `WAIT-FOR ${go}`)
    const id = `t${index + 1}`
    await run.untilTask(id, 'working')
    await other.delegate('coder', `RUN echo "// ${go}" >> price.js`)
    await other.untilTask(id, 'done')
    if (closed) await other.close()
    writeFileSync(go, '')
    const { report } = await run.untilTask(id, 'done')
    expect(run.run.reports[report ?? '']?.checks[0]).toMatchObject({
      verdict: 'undecided',
      detail: expect.stringContaining('while the run “team” worked in the same folder') as string,
    })
  }
  // A run of another process, of which nothing but that is known.
  const mark = { pid: process.ppid, directory: run.run.directory, title: 'elsewhere' }
  const folder = join(deck.home, 'runs', 'r-elsewhere')
  mkdirSync(folder)
  writeFileSync(join(folder, 'at-work.json'), JSON.stringify(mark))
  await run.delegate('reviewer', 'RUN echo "// mine, or not" >> price.js')
  const { report } = await run.untilTask('t3', 'done')
  expect(run.run.reports[report ?? '']?.checks[0]?.detail).toContain('while the run “elsewhere” worked')
  rmSync(folder, { recursive: true })
  await run.close()
  execFileSync('git', ['checkout', '-q', 'price.js'], { cwd: deck.project })
})

test('a release waits for a yes; a no reaches the orchestrator with its comment', async () => {
  const run = await deck.readyTeam([{ name: 'release', lines: ['approval = "person"'] }])
  const first = await run.delegate('release', 'Ship it.')
  expect(first.stdout).toContain("waits for the person's yes")
  await run.untilTask('t1', 'held')
  expect(attention(run)).toContain('approval')
  expect(run.log('release').prompts()).toEqual([])
  await deck.deck.handle('task.release', { run: run.id, task: 't1' })
  await run.untilTask('t1', 'done')
  expect(attention(run)).not.toContain('approval')

  await run.delegate('release', 'Ship it again.')
  await run.untilTask('t2', 'held')
  await deck.deck.handle('task.cancel', { run: run.id, task: 't2', comment: 'not on a Friday' })
  const told = await run.untilDelivery(
    'lead',
    'is told',
    ({ notices, state }) => notices.length > 0 && state === 'proven',
  )
  expect(told.text).toContain('The person cancelled task t2 for release, saying: not on a Friday')
  expect(run.task('t2').state).toBe('cancelled')
  await run.close()
})

test('the last round begins with questions, and after it the task is held', async () => {
  const run = await deck.readyTeam([{ name: 'coder' }], ['max_rounds = 2'])
  await run.delegate('coder', 'One.')
  await run.untilTask('t1', 'done')
  await run.delegate('coder', 'Two, which is different.')
  await run.untilTask('t2', 'done')
  expect(readFileSync(run.task('t2').text.file, 'utf8')).toContain(
    'Are you about to repeat what has not worked?',
  )
  expect(readFileSync(run.task('t1').text.file, 'utf8')).not.toContain('Are you about to repeat')
  await run.delegate('coder', 'Three, which nobody expects.')
  expect(await run.untilTask('t3', 'held')).toMatchObject({
    hold: { why: 'rounds', detail: 'coder has had its 2 rounds.' },
  })
  await deck.deck.handle('task.release', { run: run.id, task: 't3' })
  await run.untilTask('t3', 'done')
  await run.close()
})

test('the same finding three times is a loop, whatever the rounds', async () => {
  const run = await deck.readyTeam([{ name: 'coder' }], ['max_rounds = 9'])
  for (const [index, text] of ['Line 12: no test.', 'Line 14: no test.', 'Line 15: no test.'].entries()) {
    await run.delegate('coder', text)
    await run.untilTask(`t${index + 1}`, index < 2 ? 'done' : 'held')
  }
  expect(run.task('t3').hold?.detail).toBe('coder has been given the same task 3 times.')
  await run.close()
})

test('no more tasks are at work at once than the run may have, and the queue can be changed', async () => {
  const run = await deck.readyTeam([{ name: 'coder' }, { name: 'tester' }], ['max_parallel = 1'])
  const gate = join(deck.logs, 'parallel')
  await run.delegate('coder', `WAIT-FOR ${gate}`)
  await run.untilTask('t1', 'working')
  await run.delegate('tester', 'SAY first come')
  await run.delegate('tester', 'SAY first served')
  await deck.deck.handle('task.move', { run: run.id, task: 't3', before: 't2' })
  expect(run.task('t2').state).toBe('queued')
  writeFileSync(gate, '')
  await run.untilTask('t2', 'done')
  const handedOut = (task: string) => run.run.deliveries[run.task(task).delivery ?? '']?.createdAt ?? 0
  expect(handedOut('t3')).toBeGreaterThanOrEqual(run.task('t1').since)
  expect(handedOut('t2')).toBeGreaterThanOrEqual(run.task('t3').since)
  await run.close()
})

test('a paused run hands out nothing until it goes on', async () => {
  const run = await deck.readyTeam([{ name: 'coder' }])
  await deck.deck.handle('run.pause', { run: run.id })
  await run.delegate('coder', 'SAY hello')
  expect(run.task('t1').state).toBe('queued')
  await deck.deck.handle('run.resume', { run: run.id })
  await run.untilTask('t1', 'done')
  await run.close()
})

test('an app that goes away finds its agents, their screens and the work again', async () => {
  const run = await deck.readyTeam([{ name: 'coder' }])
  const gate = join(deck.logs, 'survive')
  await run.delegate('coder', `WAIT-FOR ${gate}`)
  await run.untilTask('t1', 'working')
  const before = run.agent('coder').id
  await deck.deck.detach()
  await deck.newApp()
  writeFileSync(gate, '')
  await run.untilTask('t1', 'done')
  expect(run.agent('coder').id).toBe(before)
  await run.untilDelivery(
    'lead',
    'is told',
    ({ purpose, state }) => purpose === 'report' && state === 'proven',
  )
  expect(run.log('coder').prompts()).toHaveLength(1)
  await run.close()
})

test('a killed terminal host costs the agents, not the work: lost tasks go to new agents', async () => {
  const run = await deck.readyTeam([{ name: 'coder' }])
  const gate = join(deck.logs, 'host')
  await run.delegate('coder', `WAIT-FOR ${gate}`)
  await run.untilTask('t1', 'working')
  const before = run.agent('coder').id
  const host = await readDiscovery(deck.hostDir)
  process.kill(host?.pid ?? 0, 'SIGKILL')
  await run.until(
    'the task has a new agent',
    ({ tasks }) => tasks['t1']?.state === 'working' && tasks['t1'].agent !== before,
  )
  writeFileSync(gate, '')
  expect(await run.untilTask('t1', 'done')).toMatchObject({ lost: 1 })
  await run.close()
})

test('after a reboot the run is offered, and goes on when it is brought back', async () => {
  const run = await deck.readyTeam([{ name: 'coder' }])
  const gate = join(deck.logs, 'reboot')
  await run.delegate('coder', `WAIT-FOR ${gate}`)
  await run.untilTask('t1', 'working')
  const host = await readDiscovery(deck.hostDir)
  await deck.deck.detach()
  process.kill(host?.pid ?? 0, 'SIGKILL')
  await deck.newApp()
  const { restorable } = await deck.deck.handle('deck.state', {})
  expect(restorable.filter((each) => each.run === run.id)).toMatchObject([{ openTasks: 1 }])
  expect(agentOf(run.run, run.pane('lead'))?.status).not.toBe('exited')
  writeFileSync(gate, '')
  await deck.deck.handle('run.restore', { run: run.id })
  await run.untilTask('t1', 'done')
  await run.untilDelivery(
    'lead',
    'is told',
    ({ purpose, state }) => purpose === 'report' && state === 'proven',
  )
  await run.close()
})

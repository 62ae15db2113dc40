import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestDeck } from '../support/deck'
import type { TestRun } from '../support/run'

/** What agents say that cannot be done as it is, or is not what it seems. */

let deck: TestDeck

beforeAll(async () => {
  deck = await TestDeck.open()
})
afterAll(() => deck.close())

describe('in a pane', () => {
  let run: TestRun

  beforeAll(async () => {
    run = await deck.readyTeam([
      { name: 'coder', clear: false },
      { name: 'reviewer', clear: false },
    ])
  })
  afterAll(() => run.close())

  const sha = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')

  test('a task of 5 MB arrives whole', async () => {
    const line = 'The quick brown fox, the lazy dog, ünïcödé and all. '
    const text = `${line.repeat(Math.floor((5 * 1024 * 1024) / Buffer.byteLength(line)))}end`
    const file = join(deck.logs, 'large.md')
    writeFileSync(file, text)
    const said = await run.shell('lead', `dot-agent-deck delegate --to coder --task-file ${file}`)
    expect(said).toMatchObject({ code: 0, stderr: '' })
    const [task] = Object.values(run.run.tasks)
    const stored = readFileSync(task?.text.file ?? '')
    expect(sha(stored)).toBe(task?.text.sha256)
    const arrived = stored.toString('utf8').split('## Task\n\n')[1]?.split('\n\n## When done')[0] ?? ''
    expect(sha(arrived)).toBe(sha(text))
    const { text: whole } = await deck.deck.handle('document.read', {
      run: run.id,
      kind: 'task',
      id: task?.id ?? '',
    })
    expect(sha(whole)).toBe(task?.text.sha256)
    await run.untilTask(task?.id ?? '', 'done')
  })

  test('a larger one is refused with what to do, before it is sent', async () => {
    const file = join(deck.logs, 'huge.md')
    writeFileSync(file, 'x'.repeat(5 * 1024 * 1024 + 1))
    expect(await run.shell('lead', `dot-agent-deck delegate --to coder --task-file ${file}`)).toMatchObject({
      code: 1,
      stderr: `The text in ${file} is larger than 5 MB. Put it in a file of the project and name that file in the task.\n`,
    })
  })

  test('NUL bytes are refused, and nothing was delegated', async () => {
    const before = Object.keys(run.run.tasks)
    const file = join(deck.logs, 'binary')
    writeFileSync(file, 'one\0two')
    expect(await run.shell('lead', `dot-agent-deck delegate --to coder --task-file ${file}`)).toMatchObject({
      code: 1,
      stderr: `The text in ${file} holds NUL bytes, so it is not a text. Send plain UTF-8.\n`,
    })
    expect(Object.keys(run.run.tasks)).toEqual(before)
  })

  test('escape sequences stay in the file: neither typed nor shown', async () => {
    const text = '\u001b]0;owned\u0007\u001b[201~\rrm -rf /\r\u001b[2J look'
    const file = join(deck.logs, 'escapes.md')
    writeFileSync(file, text)
    const before = run.log('coder').prompts().length
    expect(await run.shell('lead', `dot-agent-deck delegate --to coder --task-file ${file}`)).toMatchObject({
      code: 0,
    })
    const task = Object.values(run.run.tasks).at(-1)
    expect(readFileSync(task?.text.file ?? '', 'utf8')).toContain(text)
    // oxlint-disable-next-line no-control-regex
    expect(task?.text.preview).not.toMatch(/[\u0000-\u001f]/)
    await run.untilTask(task?.id ?? '', 'done')
    expect(run.log('coder').prompts().slice(before)).toEqual([
      expect.stringMatching(/^Your task t\d+ is in the file \S+: read it now/),
    ])
  })

  test("the person's own text loses its escape sequences, and is submitted once", async () => {
    const before = run.log('reviewer').prompts().length
    const delivery = await run.prompt('reviewer', 'SAY one\u001b[201~\u0003\r\u001b[2Jtwo')
    await run.until('it is proven', ({ deliveries }) => deliveries[delivery]?.state === 'proven')
    const [text, ...more] = run.log('reviewer').prompts().slice(before)
    expect(more).toEqual([])
    expect(text).toBe('SAY one[201~\n[2Jtwo')
  })

  test.each([
    [
      'an unknown role',
      'lead',
      'delegate --to codr --task x',
      'There is no role "codr" in this run. Nothing was delegated.\nDid you mean --to coder? Roles: coder, reviewer.\n',
    ],
    [
      'one unknown role among known ones',
      'lead',
      'delegate --to coder --to nobody --task x',
      'There is no role "nobody" in this run. Nothing was delegated.\n',
    ],
    [
      'its own role',
      'lead',
      'delegate --to lead --task x',
      'lead is the orchestrator itself.\nDelegate to coder or reviewer.\n',
    ],
    [
      'a worker that delegates',
      'coder',
      'delegate --to reviewer --task x',
      'Only the orchestrator (lead) may delegate; this is coder.\n',
    ],
    [
      'work-done of the orchestrator without --done',
      'lead',
      'work-done --task x',
      'ends the run, so it needs --done.',
    ],
    [
      'an empty text',
      'lead',
      `delegate --to coder --task ' '`,
      'The text in --task is empty. Say what is to be done.\n',
    ],
    [
      'a file that is not there',
      'lead',
      'delegate --to coder --task-file /nowhere',
      'The task file /nowhere cannot be read: it does not exist.',
    ],
    [
      'an answer to no question',
      'lead',
      'answer --question q9 --task x',
      'There is no question q9 for the orchestrator.\nNo question is open.\n',
    ],
    [
      'a look at an unknown role',
      'lead',
      'peek --role rewiever',
      'There is no role "rewiever".\nDid you mean reviewer?\n',
    ],
  ])('%s is refused with its reason and its fix', async (_, who, command, message) => {
    const before = Object.keys(run.run.tasks)
    const said = await run.shell(who, `dot-agent-deck ${command}`)
    expect(said.code).toBe(1)
    expect(said.stdout).toBe('')
    expect(said.stderr).toContain(message)
    expect(Object.keys(run.run.tasks)).toEqual(before)
  })

  test('a wrong call is told from a refusal by its exit code', async () => {
    expect(await run.shell('lead', 'dot-agent-deck delegate --task x')).toMatchObject({ code: 2 })
    expect(await run.shell('lead', 'dot-agent-deck delegate --to coder')).toMatchObject({ code: 2 })
    expect(await run.shell('lead', 'dot-agent-deck work-don --task x')).toMatchObject({ code: 2 })
  })

  test('work-done with nothing outstanding is kept, and told as such', async () => {
    const said = await run.shell('reviewer', `dot-agent-deck work-done --task 'By the way.'`)
    expect(said).toMatchObject({ code: 0 })
    expect(said.stdout).toContain('no task of yours is open')
    const report = Object.values(run.run.reports).at(-1)
    expect(report).toMatchObject({ task: null, text: { preview: 'By the way.' } })
    await run.untilDelivery(
      'lead',
      'tells of it',
      ({ reports, state }) => reports.includes(report?.id ?? '') && state === 'proven',
    )
  })

  test('status, tasks and peek tell what is', async () => {
    await run.idle('lead')
    const status = await run.shell('coder', 'dot-agent-deck status')
    expect(status.stdout).toMatch(/^lead \(orchestrator\) +idle/)
    const tasks = await run.shell('lead', 'dot-agent-deck tasks --json')
    expect(JSON.parse(tasks.stdout)).toHaveLength(Object.keys(run.run.tasks).length)
    const peek = await run.shell('lead', 'dot-agent-deck peek --role coder')
    expect(peek.stdout).toContain('coder is here.')
  })
})

function outside(env: NodeJS.ProcessEnv, ...args: string[]): Promise<{ code: unknown; stderr: string }> {
  return new Promise((resolve) => {
    execFile(join(deck.home, 'bin', 'dot-agent-deck'), args, { env }, (error, _, stderr) =>
      resolve({ code: error ? error.code : 0, stderr }),
    )
  })
}

test('the command outside of any pane says where it works', async () => {
  const said = await outside({ PATH: process.env['PATH'] }, 'delegate', '--to', 'coder', '--task', 'x')
  expect(said.code).toBe(1)
  expect(said.stderr).toContain('works only inside a pane of DOT Agent Deck')
})

test('the command of a pane whose deck and host are gone says that nothing was sent', async () => {
  const env = {
    PATH: process.env['PATH'],
    DOT_AGENT_DECK_SOCKET: join(deck.root, 'gone.sock'),
    DOT_AGENT_DECK_AGENT_ID: 'a-0000000000',
    DOT_AGENT_DECK_TOKEN: 'none',
  }
  const said = await outside(env, 'work-done', '--task', 'x')
  expect(said.code).toBe(1)
  expect(said.stderr).toContain('Nothing was sent. Try again')
})

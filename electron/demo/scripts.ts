import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '#shared/message-of'
import { deck } from './deck-command'
import type { Script, Session } from './session'
import { runTests } from './tests-of-project'

/**
 * What each role of the demo does. The story is told; the work is real: the tests run, the file changes, the commit is
 * made, and all that the roles tell each other goes through the deck.
 */

/** Signs by which the orchestrator knows the reports it waits for. */
const sign = {
  found: 'Finding:',
  fixed: 'Fixed:',
  approved: 'Approved:',
  committed: 'Committed:',
  failed: 'Failed:',
} as const

const buggyFile = 'src/discount.js'
const bug = 'goods > DISCOUNT_FROM'
const fix = 'goods >= DISCOUNT_FROM'

/** The orchestrator goes through the story, one report at a time. */
function orchestrator(): Script {
  let step: 'start' | 'found' | 'fixed' | 'approved' | 'committed' | 'over' = 'start'

  /** The line of a report that begins with the sign, without it. */
  function heard(text: string, wanted: string): string | null {
    const line = text.split('\n').findLast((candidate) => candidate.includes(wanted))
    return line?.slice(line.indexOf(wanted) + wanted.length).trim() ?? null
  }

  return async (text, session) => {
    if (step === 'start') {
      const task = (await readFile(join(session.cwd, 'TASK.md'), 'utf8').catch(() => '')).trim()
      await session.tool('Read', 'TASK.md', async () => ({ ok: task !== '', lines: task.split('\n') }))
      await session.think('Planning', 1.2)
      await session.say('The tests should show it. The reviewer looks first; nobody changes code on a guess.')
      const asked = await deck(
        session,
        ['delegate', '--to', 'reviewer'],
        `Find out what is wrong.\n\n${task}\n\nRun the tests and report what they show. Change nothing.\n`,
      )
      if (asked) step = 'found'
      return
    }
    const failure = step === 'over' ? null : heard(text, sign.failed)
    if (failure !== null) {
      await session.say('That is where the script ends. The person should look at it.')
      if (await deck(session, ['work-done', '--done', '--failed'], `${failure}\n`)) step = 'over'
      return
    }
    const next = step === 'over' ? null : heard(text, sign[step])
    if (next === null) {
      const waits = step === 'over' ? 'The work of this demo is done.' : 'I am waiting for a report.'
      return session.say(`I only know the script of this demo. ${waits}`)
    }
    if (step === 'found') {
      await session.think('Reading the finding', 1)
      await session.say('That is a clear finding. The coder gets it as it is.')
      if (
        await deck(
          session,
          ['delegate', '--to', 'coder'],
          `Put this right: ${next}\n\nMake the smallest change that does it, and run the tests.\n`,
        )
      )
        step = 'fixed'
      return
    }
    if (step === 'fixed') {
      await session.think('Checking the report', 1)
      await session.say(
        'The coder says that it works. I let the reviewer confirm it: whoever changed the code does not judge it.',
      )
      if (
        await deck(
          session,
          ['delegate', '--to', 'reviewer'],
          `Confirm this change: ${next}\n\nRun all tests and look at the difference. Change nothing.\n`,
        )
      )
        step = 'approved'
      return
    }
    if (step === 'approved') {
      await session.think('Deciding', 0.8)
      await session.say('Reviewed and green. This can be committed.')
      if (
        await deck(
          session,
          ['delegate', '--to', 'release'],
          `Commit the reviewed change with a message that says why.\n\nThe review: ${next}\n`,
        )
      )
        step = 'committed'
      return
    }
    await session.think('Closing', 0.8)
    await session.say(
      'The reviewer found it, the coder fixed it, the reviewer confirmed it, and it is committed.',
    )
    const summary = `An order of exactly 100 euros gets its discount now.\n\nCommitted: ${next}\n`
    if (await deck(session, ['work-done', '--done'], summary)) step = 'over'
  }
}

const reviewer: Script = async (_text, session) => {
  await session.think('Running the tests', 1)
  const { failed, passed, expected, actual } = await runTests(session)
  if (failed.length === 0) {
    const diff = await session.tool('Bash', 'git diff --stat', async () => {
      const { code, output } = await session.run('git', ['diff', '--stat'])
      return {
        ok: code === 0,
        lines: code === 0 ? output.split('\n') : ['git is not there; the tests decide'],
      }
    })
    await session.think('Reading the change', 1)
    await session.say(
      `All ${passed} tests pass${diff.ok ? ', and only the line in question has changed' : ''}.`,
    )
    await deck(
      session,
      ['work-done'],
      `${sign.approved} all ${passed} tests pass; the change is as small as it can be.\n`,
    )
    return
  }
  const source = await readFile(join(session.cwd, buggyFile), 'utf8').catch(() => '')
  const line = source.split('\n').findIndex((candidate) => candidate.includes(bug)) + 1
  await session.tool('Read', buggyFile, async () => ({
    ok: line > 0,
    lines: [source.split('\n')[line - 1]?.trim() ?? 'not found'],
  }))
  await session.think('Thinking it through', 1.2)
  await session.say(
    `"${failed[0]}" fails: ${actual} instead of ${expected}. The comparison leaves out the border itself.`,
  )
  await deck(
    session,
    ['work-done'],
    `${sign.found} ${buggyFile}:${line} compares with ">" where the README says "or more", so "${failed[0]}" gives ${actual} instead of ${expected}.\n`,
  )
}

const coder: Script = async (_text, session) => {
  const file = join(session.cwd, buggyFile)
  const source = await readFile(file, 'utf8').catch(() => '')
  await session.tool('Read', buggyFile, async () => ({
    ok: source !== '',
    lines: [`${source.split('\n').length} lines`],
  }))
  await session.think('Looking for the smallest change', 1.2)
  await session.tool('Edit', buggyFile, async () => {
    if (!source.includes(bug))
      return { ok: false, lines: ['the line is not there any more; somebody was faster'] }
    await writeFile(file, source.replace(bug, fix))
    return { ok: true, lines: [`- return ${bug} ? …`, `+ return ${fix} ? …`] }
  })
  const { failed, passed } = await runTests(session)
  if (failed.length > 0) {
    await session.say('The tests still fail. I say so rather than guess.')
    await deck(
      session,
      ['work-done', '--failed'],
      `${sign.failed} the change did not help; ${failed.join(', ')} still fail.\n`,
    )
    return
  }
  await session.say('One character, and all tests are green.')
  await deck(
    session,
    ['work-done'],
    `${sign.fixed} ${buggyFile} compares with ">=" now; all ${passed} tests pass.\n`,
  )
}

const commitMessage = 'fix: give the discount from exactly 100 euros on'
/** The demo must not depend on who the person is to git. */
const author = [
  '-c',
  'user.name=Demo team',
  '-c',
  'user.email=demo@dot-agent-deck.invalid',
  '-c',
  'commit.gpgsign=false',
]

const release: Script = async (_text, session) => {
  await session.think('Preparing the commit', 1)
  const { ok } = await session.tool('Bash', `git commit -am "${commitMessage}"`, async () => {
    const { code, output } = await session.run('git', [
      ...author,
      'commit',
      '--no-verify',
      '-am',
      commitMessage,
    ])
    return { ok: code === 0, lines: output.split('\n').slice(0, 3) }
  })
  if (!ok) {
    await session.say('The commit could not be made here.')
    await deck(
      session,
      ['work-done'],
      `${sign.committed} nothing; git refused, the change is in the working copy.\n`,
    )
    return
  }
  const head = await session.run('git', ['rev-parse', '--short', 'HEAD'])
  await session.say('Committed.')
  await deck(session, ['work-done'], `${sign.committed} ${head.output} ${commitMessage}\n`)
}

/** The script of a role; each agent has its own. */
export function scriptOf(role: string): Script | null {
  const scripts: Readonly<Record<string, () => Script>> = {
    orchestrator,
    reviewer: () => reviewer,
    coder: () => coder,
    release: () => release,
  }
  return Object.hasOwn(scripts, role) ? (scripts[role]?.() ?? null) : null
}

/** Something is wrong with the story, not with the project: the agent says it and stays. */
export async function perform(script: Script, text: string, session: Session): Promise<void> {
  try {
    await script(text, session)
  } catch (error) {
    if (error instanceof Interrupted) throw error
    await session.say(`That did not work: ${messageOf(error)}`)
  }
}

/** The person pressed Escape or Ctrl+C. */
export class Interrupted extends Error {
  override name = 'Interrupted'
}

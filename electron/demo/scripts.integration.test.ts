import { cp, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runProgram } from './program'
import { perform, scriptOf } from './scripts'
import type { Session } from './session'

/** The story on a real copy of the project: real tests, real edit, real commit. Only the deck's command stands aside. */

let cwd: string
let calls: Array<{ args: string[]; text: string }>

beforeEach(async () => {
  calls = []
  cwd = join(await realpath(await mkdtemp(join(tmpdir(), 'deck-demo-'))), 'shop')
  await cp(join(import.meta.dirname, 'project'), cwd, { recursive: true })
  await git('init', '-q', '-b', 'main')
  await git('add', '-A')
  await git('-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', 'commit', '-qm', 'start')
})
afterEach(() => rm(join(cwd, '..'), { recursive: true, force: true }))

async function git(...args: string[]): Promise<string> {
  const { code, output } = await runProgram('git', args, { cwd })
  if (code !== 0) throw new Error(output)
  return output
}

function session(): Session {
  return {
    cwd,
    say: async () => undefined,
    think: async () => undefined,
    tool: (_name, _argument, work) => work(),
    async run(file, args, input) {
      if (file !== 'dot-agent-deck') return runProgram(file, args, { cwd })
      calls.push({ args, text: input ?? '' })
      return { code: 0, output: 'Accepted.' }
    },
  }
}

function script(role: string) {
  const found = scriptOf(role)
  if (!found) throw new Error(`no script for ${role}`)
  return found
}

it('finds the bug, repairs it, confirms and commits it', async () => {
  const lead = script('orchestrator')
  const says = async (role: string, text: string): Promise<{ args: string[]; text: string }> => {
    const before = calls.length
    await perform(role === 'orchestrator' ? lead : script(role), text, session())
    expect(calls).toHaveLength(before + 1)
    return calls.at(-1) ?? { args: [], text: '' }
  }

  const first = await says('orchestrator', 'Read the context.')
  expect(first.args.slice(0, 3)).toEqual(['delegate', '--to', 'reviewer'])
  expect(first.text).toContain('exactly 100 euros')

  const finding = await says('reviewer', first.text)
  expect(finding.args[0]).toBe('work-done')
  expect(finding.text).toContain('src/discount.js:7')
  expect(finding.text).toContain('gives 10000 instead of 9000')

  const second = await says('orchestrator', `Report from reviewer: ${finding.text}`)
  expect(second.args.slice(0, 3)).toEqual(['delegate', '--to', 'coder'])

  const repaired = await says('coder', second.text)
  expect(repaired.text).toContain('all 5 tests pass')
  expect(await readFile(join(cwd, 'src', 'discount.js'), 'utf8')).toContain('goods >= DISCOUNT_FROM')

  const third = await says('orchestrator', repaired.text)
  expect(third.args.slice(0, 3)).toEqual(['delegate', '--to', 'reviewer'])
  const approval = await says('reviewer', third.text)
  expect(approval.text).toContain('Approved: all 5 tests pass')

  const fourth = await says('orchestrator', approval.text)
  expect(fourth.args.slice(0, 3)).toEqual(['delegate', '--to', 'release'])
  const committed = await says('release', fourth.text)
  expect(await git('log', '--format=%s', '-1')).toBe('fix: give the discount from exactly 100 euros on')
  expect(committed.text).toContain(await git('rev-parse', '--short', 'HEAD'))
  expect(await git('status', '--porcelain')).toBe('')

  const last = await says('orchestrator', committed.text)
  expect(last.args.slice(0, 2)).toEqual(['work-done', '--done'])
})

it('waits for the report that it needs, whatever else is said', async () => {
  const lead = script('orchestrator')
  await perform(lead, 'Read the context.', session())
  await perform(lead, 'Approved: something that nobody asked for', session())
  await perform(lead, 'How is it going?', session())
  expect(calls).toHaveLength(1)
})

it('reports a failure instead of guessing when the line is not there', async () => {
  await perform(script('coder'), 'Put this right', session())
  await rm(join(cwd, 'src', 'shipping.js'))
  await perform(script('coder'), 'Put this right', session())
  const report = calls[1]
  expect(report?.args).toEqual(expect.arrayContaining(['work-done', '--failed']))

  const lead = script('orchestrator')
  await perform(lead, 'Read the context.', session())
  await perform(lead, `Report from coder: ${report?.text}`, session())
  expect(calls.at(-1)?.args.slice(0, 3)).toEqual(['work-done', '--done', '--failed'])
})

it('knows its four roles only', () => {
  expect(scriptOf('toString')).toBeNull()
  expect(scriptOf('auditor')).toBeNull()
})

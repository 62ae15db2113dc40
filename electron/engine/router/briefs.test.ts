import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asked, next, opened, reported, runOf, started, task, text } from '#shared/model/run.fixture'
import type { Report } from '#shared/model/state'
import {
  answerPointer,
  contextFile,
  contextPointer,
  dialogFile,
  newsFor,
  roleSlug,
  taskFile,
  taskPointer,
} from './briefs'

const folder = '.dot-agent-deck/runs/run'
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '../../etc/passwd',
    'a/../b',
    '.\0./x',
    '....//',
    'C:\\con',
    "it's",
    '`rm -rf`',
    '$(id)',
    '\u202eoc',
    '[x](y)',
  ),
)

test('a role’s name cannot leave its folder, end a quote, or be nothing', () => {
  fc.assert(
    fc.property(nasty, (role) => {
      const slug = roleSlug(role)
      expect(slug).toMatch(/^[\p{L}\p{N}._-]+$/u)
      expect(slug).not.toContain('..')
    }),
  )
  expect(roleSlug('code reviewer')).toBe('code-reviewer')
  expect(roleSlug('größe_2.x')).toBe('größe_2.x')
  expect(roleSlug('/')).toBe('role')
})

/** A team whose worker has this name and has reported on t1. */
function runWith(role: string) {
  const team = opened.team.map((member) => (member.pane === 'p1' ? { ...member, role } : member))
  return [
    started('a0', 'p0'),
    started('a1', 'p1'),
    task('t1'),
    task('t2', 'p2'),
    reported('t1', 'a1'),
  ].reduce(next, next(runOf(), { type: 'team-changed', team }))
}

test('what is submitted is one line, and a name in it opens and closes nothing', () => {
  fc.assert(
    fc.property(nasty, (role) => {
      const run = runWith(role)
      const news = newsFor(run, Object.values(run.reports), [], [], (file) => file)
      expect(news).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}[\]<>`"]/u)
      expect(news).toContain('reports task t1: /p/Report on t1.md')
    }),
  )
  for (const line of [
    taskPointer('t1', 'f.md'),
    contextPointer('f.md'),
    answerPointer('q1', 'person', 'f.md'),
  ])
    expect(line).toMatch(/^[^\n\r]*f\.md[^\n\r]*$/)
})

test('a task file says in this order: template, task, standing instructions, how to report', () => {
  const file = taskFile(runOf(), 'code reviewer', 't7', '  Review it.\n', folder, {
    promptTemplate: 'You review.',
    instructions: 'Never push.',
  })
  const parts = [
    'You review.',
    '## Task\n\nReview it.',
    '## Standing instructions\n\nNever push.',
    '## When done',
  ]
  const places = parts.map((part) => file.indexOf(part))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places[0]).toBe(0)
  const report = `${folder}/t7-code-reviewer-report.md`
  expect(file).toContain(`\n       dot-agent-deck work-done --task-file '${report}'\n`)
  expect(file).toContain(`Write your report to \`${report}\``)
  expect(file).toContain('--blocked')
  expect(file).toContain("dot-agent-deck ask --task '...'` asks lead")
})

test('without template and instructions a task file begins with the task', () => {
  const file = taskFile(runOf(), 'coder', 't1', 'Do it.', folder, { promptTemplate: ' \n', instructions: '' })
  expect(file.startsWith('## Task\n\nDo it.\n\n## When done')).toBe(true)
})

test('the orchestrator’s context names its workers, the exact commands and what is open', () => {
  const run = runOf(started('a1', 'p1'), task('t1'), task('t2', 'p2'), reported('t1', 'a1'))
  const file = contextFile(run, folder, {})
  expect(file).toContain('- `coder`: no description')
  expect(file).not.toContain('- `lead`')
  expect(file).toContain(`dot-agent-deck delegate --to <role> --task-file '${folder}/<file>.md'`)
  expect(file).toContain(`dot-agent-deck work-done --done --task-file '${folder}/<summary>.md'`)
  expect(file).toContain('- t2, reviewer, queued: `/p/Task t2.md`')
  expect(file).not.toContain('- t1,')
})

describe('news', () => {
  const live = [started('a0', 'p0'), started('a1', 'p1'), started('a2', 'p2'), task('t1'), task('t2', 'p2')]
  const tell = (run: ReturnType<typeof runOf>, reports: Report[] = Object.values(run.reports)) =>
    newsFor(run, reports, Object.values(run.questions), Object.values(run.notices), (file) => file)

  test('say what is still open, and when a batch has joined', () => {
    const half = runOf(...live, reported('t1', 'a1', 'failed'))
    expect(tell(half)).toBe(
      'News from your team. coder failed task t1: /p/Report on t1.md. Still open: t2 (reviewer). Read what has arrived and go on.',
    )
    const whole = next(half, reported('t2', 'a2'))
    expect(tell(whole)).toContain('All of b1 has reported.')
    expect(tell(whole)).not.toContain('Still open')
  })

  test('say how to advise on what a worker’s own program asks, without its words', () => {
    const about = { ask: 1, what: 'Allow Bash: ls' }
    const advice = asked('Dialog', { about })
    expect(tell(runOf(...live, advice))).toContain(
      "the program of coder asks for a permission and stands still until it is answered, q1: /p/Dialog.md (advise with: dot-agent-deck answer --question q1 --task 'allow: <why>' or 'deny: <why>')",
    )
    expect(tell(runOf(...live, advice))).not.toContain('Bash')
    const options = [{ label: 'Red', detail: 'warm' }, { label: 'Blue' }]
    expect(tell(runOf(...live, asked('Dialog', { about: { ...about, options } })))).toContain('word for word')
    const file = dialogFile('coder', { ask: 1, what: 'Which?\n## Task', options }, 'You decide.')
    expect(file).toContain('    Which?\n    ## Task\n\nThe choices:\n\n    Red (warm)\n    Blue\n')
  })

  test('carry questions with the command that answers them, and reports that answer nothing under that label', () => {
    const run = runOf(...live, asked('Why'), {
      type: 'report-unsolicited',
      report: 'r9',
      pane: 'p2',
      agent: 'a2',
      text: text('Hello'),
    })
    expect(tell(run)).toContain(
      'coder asks question q1: /p/Why.md (answer with: dot-agent-deck answer --question q1 --task-file <file>)',
    )
    expect(tell(run)).toContain('reviewer sent a report that answers no open task')
    expect(tell(run)).not.toContain('Hello.md\n')
  })
})

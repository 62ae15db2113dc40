import { compose } from './compose'
import type { Template } from './compose'

export { roleLibrary } from './roles'
export type { LibraryRole, LibraryRoleName } from './roles'
export type { Template } from './compose'

/** Shown under a coder: gates are the most useful thing to add, and only the project knows its commands. */
const gateHint = [
  '# The deck can check each report of this role itself. Uncomment the next lines and name your command:',
  '#   [[orchestrations.roles.gates]]',
  '#   name = "tests"',
  '#   command = "npm test"',
]

const codeReview = compose({
  id: 'code-review',
  title: 'Code, review, audit, release',
  summary:
    'A coder works, a reviewer and an auditor check its change side by side, and findings go back until none is left. ' +
    'Choose it for changes that should be ready to ship.',
  lines: ['max_rounds = 6   # times that work may come to one role'],
  workflow: `How the work goes:
1. Delegate the person's task to coder at once. Ask the person only when it can be read in two ways that lead to different code.
2. When coder has reported, delegate to reviewer and auditor in one command, so that they work side by side.
3. Give every blocking finding to coder in one task. Then have the new change reviewed and audited again.
4. When a finding comes back for the third time, stop and show the person both sides.
5. When nothing blocking is left, tell the person what changed, how it was checked, and what to look at. Then delegate the
   pull request to release. Release merges only in a later task, and only after the person has said yes: quote it there.
6. When the person's task is finished, report it with work-done --done.`,
  workers: [
    { role: 'coder', hint: gateHint },
    { role: 'reviewer' },
    { role: 'auditor' },
    { role: 'release' },
  ],
})

const tdd = compose({
  id: 'tdd',
  title: 'Tests first',
  summary:
    'A tester writes failing tests from the specification, a coder makes them pass, and a reviewer checks both. ' +
    'Choose it when the wanted behaviour is clear and must stay.',
  lines: ['max_rounds = 6   # times that work may come to one role'],
  workflow: `How the work goes:
1. Red: delegate to tester, to write tests for the task and to show that each fails for the right reason.
2. Green: delegate to coder, to make exactly these tests pass without changing them. If coder thinks that a test is
   wrong, tester decides, from the specification.
3. Delegate to tester again, to run everything and to sort each failure. Wrong code goes to coder, a wrong test stays with tester.
4. When all is green, delegate to reviewer. Blocking findings go to the role whose files they are in, then back to step 3.
5. Report with work-done --done: the behaviour, the tests that hold it, and the last result.`,
  workers: [{ role: 'tester' }, { role: 'coder', hint: gateHint }, { role: 'reviewer' }],
})

const planFirst = compose({
  id: 'plan-first',
  title: 'Plan first',
  summary:
    'A researcher reads the code, the coder writes a plan that you approve before anything changes, then code, review and pages follow. ' +
    'Choose it for large or risky changes.',
  lines: ['max_rounds = 6   # times that work may come to one role'],
  workflow: `How the work goes:
1. Delegate to researcher: which parts of the code the task touches, what already exists for it, and what could break.
2. Delegate to coder with these findings. Coder hands in a plan first and starts when the person has approved it.
3. When coder has reported, delegate to reviewer, with the approved plan: does the change do it, all of it, and nothing else?
4. Blocking findings go to coder, then back to step 3. If the plan itself turns out wrong, stop and ask the person.
5. Delegate to documenter when the change alters what users or developers see.
6. Report with work-done --done: what changed against the plan, and why.`,
  workers: [
    { role: 'researcher' },
    { role: 'coder', lines: ['plan = "person"   # you approve its plan before it starts'], hint: gateHint },
    { role: 'reviewer' },
    { role: 'documenter' },
  ],
})

const research = compose({
  id: 'research',
  title: 'Research',
  summary:
    'Researchers answer parts of a question side by side, a reviewer tries to refute them, and a documenter writes the result. ' +
    'Choose it to understand something before anybody builds.',
  workflow: `How the work goes:
1. Split the person's question into parts that can be answered apart, and give each to researcher as a task of its own.
2. When they have reported, delegate to reviewer: which claims lack evidence, contradict each other, or can be refuted?
3. Give open or refuted points to researcher again, with what was said against them. Two rounds are enough.
4. Delegate to documenter: one page with the answer first, the evidence, and what stays uncertain. Say under which path.
5. Report with work-done --done: the answer in a few sentences, and the path of the page.`,
  workers: [{ role: 'researcher' }, { role: 'reviewer' }, { role: 'documenter' }],
})

const solo = compose({
  id: 'solo',
  title: 'Orchestrator and coder',
  summary:
    'The orchestrator cuts your task into steps, and a coder with a fresh memory does each of them. ' +
    'Choose it for everyday work, or as a start for a team of your own.',
  workflow: `How the work goes:
1. Cut the person's task into steps that each leave the project working. One step is fine for a small task.
2. Delegate one step at a time to coder, and read its report: does it say how the step was checked?
3. When it does not hold up, give the same step back with what is missing.
4. Report with work-done --done: what changed, how it was checked, and what the person should look at.`,
  workers: [{ role: 'coder', hint: gateHint }],
})

/** The teams that a project can start from, the usual one first. */
export const templates: readonly Template[] = [codeReview, tdd, planFirst, research, solo]

/** The team that a new config gets when nobody chooses. */
export const DEFAULT_TEMPLATE = 'code-review'

/** The template of this id. */
export function templateOf(id: string): Template | undefined {
  return templates.find((template) => template.id === id)
}

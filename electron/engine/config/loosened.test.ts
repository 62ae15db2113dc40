import { expect, test } from 'vitest'
import { loosened } from './loosened'
import { parsed } from './read.fixture'

const TEXT = `worker_response_timeout_minutes = 30
[[orchestrations]]
name = "dev"
max_rounds = 3
stop_when = ["gate-failed 3"]
instructions = "Never touch db."
[orchestrations.budget]
minutes = 60
pause_at = 0.5
[[orchestrations.roles]]
name = "lead"
command = "claude"
start = true
[[orchestrations.roles]]
name = "coder"
command = "codex"
plan = "orchestrator"
[[orchestrations.roles.gates]]
name = "tests"
command = "npm test"
[[orchestrations.roles]]
name = "reviewer"
command = "codex"
may_edit = false
prompt_template = "Be strict."
[orchestrations.roles.budget]
tokens = 1000
`

function config(text: string) {
  const { orchestrations, workerResponseTimeoutMinutes } = parsed(text).config
  const [team] = orchestrations
  if (!team) throw new Error('no team')
  return { team, responseMinutes: workerResponseTimeoutMinutes }
}

test.each<[string | RegExp, string, string]>([
  [/\[\[orchestrations\.roles\.gates[^]*?npm test"\n/, '', 'coder has no check "tests" any more'],
  [
    '"npm test"',
    '"npm test"\nscope = "task"',
    'the check "tests" of coder looks only at the files of the task',
  ],
  ['may_edit = false', 'may_edit = true', 'reviewer may edit'],
  ['plan = "orchestrator"', '', 'coder needs no plan any more'],
  ['max_rounds = 3', 'max_rounds = 9', 'work may come to one role 9 times, not 3'],
  ['max_rounds = 3', '', 'work may come to one role any number of times'],
  ['minutes = 60', 'minutes = 600', 'the run may use 600 minutes, not 60'],
  ['tokens = 1000', 'tokens = 5000', 'reviewer may use 5000 tokens, not 1000'],
  ['"gate-failed 3"', '"gate-failed 5"', 'the run goes on after "gate-failed 3"'],
  ['instructions = "Never touch db."', '', 'the standing instructions are others'],
  ['"Be strict."', '"Say yes."', 'reviewer has another prompt'],
  ['name = "dev"', 'name = "dev"\npeers = true', 'agents may pass notes to each other'],
  ['name = "dev"', 'name = "dev"\ntracking_file = "src/price.js"', 'every role may edit src/price.js'],
  ['may_edit = false', 'may_edit = false\nmay_delegate_to = ["coder"]', 'reviewer may give tasks to coder'],
  ['pause_at = 0.5', 'pause_at = 0.9', 'the run is held at 90 percent, not 50'],
  ['minutes = 30', 'minutes = 90', 'a worker may be silent for 90 minutes, not 30'],
  ['minutes = 30', 'minutes = 0', 'a worker may be silent for any number of minutes'],
])('%s as "%s": %s', (from, to, said) => {
  const edited = TEXT.replace(from, to)
  expect(edited).not.toBe(TEXT)
  expect(loosened(config(TEXT), config(edited))).toEqual([said])
})

test.each([
  ['max_rounds = 3', 'max_rounds = 2'],
  ['minutes = 60', 'minutes = 30'],
  ['"gate-failed 3"', '"gate-failed 2"'],
  ['plan = "orchestrator"', 'plan = "person"'],
  ['name = "coder"', 'name = "coder"\ndescription = "Writes"'],
])('%s as "%s" asks no less', (from, to) => {
  expect(loosened(config(TEXT), config(TEXT.replace(from, to)))).toEqual([])
})

import type { ModelRequest, Scenario, Step } from '../model-server/scenario'
import { after, bash, call, say } from '../model-server/scenario'
import { playRoles, type RoleScript, type ScriptedStep, type Turn } from '../model-server/roles'

/** More prompts than any role gets in one run. */
const MANY_TURNS = 20

/** The same behaviour for every prompt. */
function always(turn: Exclude<Turn, readonly ScriptedStep[]>): readonly Turn[] {
  return Array.from({ length: MANY_TURNS }, () => turn)
}

/** Two that wait for each other, so that their turns certainly overlap. */
function meetingPoint(count: number): () => Promise<void> {
  let open = (): void => undefined
  const all = new Promise<void>((resolve) => (open = resolve))
  let arrived = 0
  return () => {
    arrived += 1
    if (arrived >= count) open()
    return all
  }
}

/** Reads the task that a pointer names, by the CLI's own tool. */
function readTask(prompt: string): Step {
  const file = /in the file (\S+):/.exec(prompt)?.[1] ?? ''
  return bash(`cat '${file}'`)
}

/** Writes the report to the very file that the task names, and runs the very command. */
function report(text: string): ScriptedStep {
  return (request) => {
    const task = request.messages
      .flatMap((message) => message.toolResults)
      .findLast((result) => result.text.includes('work-done'))
    const file = /work-done --task-file '([^']+)'/.exec(task?.text ?? '')?.[1] ?? ''
    return bash(`printf '%s\\n' '${text}' > '${file}' && dot-agent-deck work-done --task-file '${file}'`)
  }
}

function worker(name: string, acts: readonly (readonly ScriptedStep[])[]): RoleScript {
  let turn = 0
  return {
    name,
    is: (prompt) => prompt.includes(`-${name}.md`),
    turns: always((prompt) => {
      const steps = acts[turn] ?? []
      turn += 1
      return [readTask(prompt), ...steps, say(`${name} is done.`)]
    }),
  }
}

/**
 * The whole story: the orchestrator warms release up and gives coder the task; reviewer and auditor work side by side;
 * the reviewer's finding goes back to coder; release ships, remembering what it was told before.
 */
export function teamScenario(): Scenario {
  const meet = meetingPoint(2)
  const together =
    (step: Step): ScriptedStep =>
    () =>
      after(meet(), step)
  let reviewed = false
  let shipped = false

  const orchestrator: RoleScript = {
    name: 'orchestrator',
    is: (prompt) => prompt.includes('orchestrator-context.md'),
    turns: always((prompt: string, _request: ModelRequest) => {
      if (prompt.includes('orchestrator-context.md')) {
        const file = /Read the file (\S+) now/.exec(prompt)?.[1] ?? ''
        return [bash(`cat '${file}'`), say('I am ready.')]
      }
      if (prompt.startsWith('News from your team')) {
        const done = (role: string) => new RegExp(`\\b${role} reports task`).test(prompt)
        if (done('reviewer') && done('auditor')) {
          reviewed = true
          return [
            bash(
              "dot-agent-deck delegate --to coder --task 'The reviewer found: there is no test for an empty list. Add one.'",
            ),
            say('Back to coder.'),
          ]
        }
        if (done('coder')) {
          if (!reviewed) {
            return [
              bash("dot-agent-deck delegate --to reviewer --to auditor --task 'Check the last commit.'"),
              say('Review and audit run.'),
            ]
          }
          shipped = true
          return [
            bash("dot-agent-deck delegate --to release --task 'Ship it: set version 1.0.1 and tag it.'"),
            say('Release runs.'),
          ]
        }
        if (done('release') && shipped) {
          return [
            bash("dot-agent-deck work-done --done --task 'The shop keeps its cents. Released as 1.0.1.'"),
            say('All done.'),
          ]
        }
        return [say('Noted.')]
      }
      return [
        bash(
          "dot-agent-deck delegate --to release --task 'Get ready: note the present version, change nothing.'",
        ),
        bash(
          "dot-agent-deck delegate --to coder --task 'Fix total() in price.js: it loses cents. Make the test pass and commit.'",
        ),
        say('Delegated.'),
      ]
    }),
  }

  const coder = worker('coder', [
    [
      call('Read', { file_path: 'price.js' }),
      bash(
        "sed -i 's/Math.round(\\(.*\\))$/\\1/' price.js && node --test && git commit -qam 'Keep the cents'",
      ),
      report('Removed the rounding; the test passes.'),
    ],
    [
      bash(
        "printf \"test('nothing costs nothing', () => assert.equal(total([]), 0))\\n\" >> price.test.js && node --test && git commit -qam 'Test the empty list'",
      ),
      report('Added the test.'),
    ],
  ])
  const reviewer = worker('reviewer', [
    [together(bash('git show --stat HEAD')), report('Blocking: no test for an empty list.')],
  ])
  const auditor = worker('auditor', [[together(bash('git log --oneline')), report('Nothing found.')]])
  const release = worker('release', [
    [
      bash('node -p "require(\\"./package.json\\").version" || cat package.json'),
      report('Version is 1.0.0.'),
    ],
    [
      bash("sed -i 's/1.0.0/1.0.1/' package.json && git commit -qam 'Release 1.0.1' && git tag v1.0.1"),
      report('Tagged v1.0.1.'),
    ],
  ])
  return playRoles([orchestrator, coder, reviewer, auditor, release])
}

import type { Scenario } from '../model-server/scenario'
import { bash, say } from '../model-server/scenario'
import { playRoles } from '../model-server/roles'

/** A whole small team, but for its orchestrator's `start = true` when that is left out. */
function team(command: string, start: boolean): string {
  return `# One role writes, because the project is small.
[[orchestrations]]
name = "shop"

[[orchestrations.roles]]
name = "orchestrator"
command = "${command}"
${start ? 'start = true\n' : ''}prompt_template = "You lead a small team."

[[orchestrations.roles]]
name = "coder"
command = "${command}"
description = "Writes and changes code"
prompt_template = "You write code."
`
}

const write = (file: string, text: string) => bash(`cat > '${file}' <<'EOF'\n${text}EOF`)

/**
 * An agent reads its brief, proposes a team that nobody leads, is told so by the command, and puts it right. The team's
 * own orchestrator then only says that it is ready.
 * @param command what its roles are started with.
 */
export function generateScenario(command: string): Scenario {
  const handIn = () => bash("dot-agent-deck work-done --task 'The team is proposed.'")
  return playRoles([
    {
      name: 'proposer',
      is: (prompt) => prompt.includes('team-brief.md'),
      turns: [
        (prompt) => {
          const brief = /Read the file (\S+) now/.exec(prompt)?.[1] ?? ''
          const file = brief.replace('team-brief.md', 'proposal.toml')
          return [
            bash(`cat '${brief}'`),
            write(file, team(command, false)),
            handIn(),
            (request) => {
              const told = request.messages.flatMap((message) => message.toolResults).at(-1)?.text ?? ''
              return told.includes('has no role with start = true')
                ? write(file, team(command, true))
                : say(`I was told something else: ${told}`)
            },
            handIn(),
            say('The team is proposed.'),
          ]
        },
      ],
    },
    {
      name: 'orchestrator',
      is: (prompt) => prompt.includes('orchestrator-context.md'),
      turns: [[say('I am ready.')]],
    },
  ])
}

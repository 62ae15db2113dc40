import { agentLabel, agentStartOf } from '../environment/detect-agent'
import { modelOf } from '../environment/agent-model'
import type { Finding } from './check'
import { textOf } from './edit/data'
import type { TableAt } from './edit/walk'

/** Roles that look at what others did, and roles whose work is looked at, by what they are called. */
const looks = /review|audit/i
const makes = /cod(e|er|ing)\b|develop|implement|engineer|backend|frontend|programmer/i

/** Advice for reviewers that think with the model of those whose work they review: they miss the same things. */
export function sameModels(tables: readonly TableAt[]): Finding[] {
  const roles = tables.filter(({ level }) => level === 'role')
  return roles.flatMap(({ path, data }) => {
    const name = textOf(data, 'name')
    if (!looks.test(name)) return []
    const maker = makerBeside({ path, data }, roles)
    const mind = mindOf(textOf(data, 'command'))
    if (maker === undefined || mind === undefined) return []
    return [
      {
        path: [...path, 'command'],
        severity: 'advice' as const,
        message: `${name} works with the same model as ${textOf(maker.data, 'name')} (${mind}), and may miss what that one misses`,
        fix: 'Give one of them another agent, or another model: command = "claude --model opus".',
      },
    ]
  })
}

/** The first role of the same team whose work this reviewer looks at, with the same agent and model. */
export function makerBeside(
  reviewer: Pick<TableAt, 'path' | 'data'>,
  roles: readonly TableAt[],
): TableAt | undefined {
  const mind = mindOf(textOf(reviewer.data, 'command'))
  if (mind === undefined) return undefined
  return roles.find(
    ({ level, path, data }) =>
      level === 'role' &&
      path[1] === reviewer.path[1] &&
      makes.test(textOf(data, 'name')) &&
      !looks.test(textOf(data, 'name')) &&
      mindOf(textOf(data, 'command')) === mind,
  )
}

/** Agent and model of a command, as people say it; undefined where the command does not tell. */
function mindOf(command: string): string | undefined {
  const agent = agentStartOf(command)
  if (agent === undefined) return undefined
  const model = modelOf(command)
  return `${agentLabel(agent.kind)}, ${model ?? 'its usual model'}`
}

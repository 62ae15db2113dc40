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
  const makers = makersOf(tables)
  return tables.flatMap((table) => {
    const mind = isReviewer(table) ? mindOf(table) : undefined
    const maker = mind === undefined ? undefined : makers.get(keyOf(table, mind))
    if (mind === undefined || maker === undefined) return []
    const name = textOf(table.data, 'name')
    const finding: Finding = {
      path: [...table.path, 'command'],
      severity: 'advice',
      message: `${name} works with the same model as ${textOf(maker.data, 'name')} (${mind}), and may miss what that one misses`,
      fix: 'Give one of them another agent, or another model: command = "claude --model opus".',
    }
    return [finding]
  })
}

/** The first role of the same team whose work this reviewer looks at, with the same agent and model. */
export function makerBeside(reviewer: TableAt, tables: readonly TableAt[]): TableAt | undefined {
  const mind = isReviewer(reviewer) ? mindOf(reviewer) : undefined
  return mind === undefined ? undefined : makersOf(tables).get(keyOf(reviewer, mind))
}

/** Roles whose work is looked at, the first of each team and mind. */
function makersOf(tables: readonly TableAt[]): Map<string, TableAt> {
  const makers = new Map<string, TableAt>()
  for (const table of tables) {
    const isMaker = table.level === 'role' && makes.test(textOf(table.data, 'name')) && !isReviewer(table)
    const mind = isMaker ? mindOf(table) : undefined
    if (mind === undefined) continue
    const key = keyOf(table, mind)
    if (!makers.has(key)) makers.set(key, table)
  }
  return makers
}

function isReviewer({ level, data }: TableAt): boolean {
  return level === 'role' && looks.test(textOf(data, 'name'))
}

function keyOf({ path }: TableAt, mind: string): string {
  return `${path[1] ?? ''} ${mind}`
}

/** Agent and model of a role's command, as people say it; undefined where the command does not tell. */
function mindOf({ data }: TableAt): string | undefined {
  const command = textOf(data, 'command')
  const agent = agentStartOf(command)
  if (agent === undefined) return undefined
  const model = modelOf(command)
  return `${agentLabel(agent.kind)}, ${model ?? 'its usual model'}`
}

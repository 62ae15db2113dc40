import type { Diagnostic } from '#shared/contract/config'
import type { ConfigPath, QuickFix } from '#shared/contract/config-edit'
import type { Advice } from '#shared/contract/config-view'
import { roleLibrary } from '#shared/templates/index'
import { modelOf, modelsOf, withModel } from '../../environment/agent-model'
import { agentStartOf } from '../../environment/detect-agent'
import { nearest } from '../keys'
import { makerBeside } from '../same-models'
import { textOf } from './data'
import type { TableAt } from './walk'

/** An agent of this machine: what people call it, and what starts it. */
export interface InstalledAgent {
  id: string
  label: string
  command: string
}

/** Whether a diagnostic is about what stands at this path. */
export type IsHere = (path: ConfigPath) => boolean

interface RoleProblem {
  role: TableAt
  tables: readonly TableAt[]
  diagnostic: Diagnostic | Advice
  here: IsHere
  agents: readonly InstalledAgent[]
}

/** Agents that are offered in place of another: a longer list is not read. */
const MOST_AGENTS = 3
/** Models that are offered, the strongest first. */
const MOST_MODELS = 2
/** Characters of a prompt's line that can stand as a description. */
const DESCRIPTION = { min: 12, max: 160 } as const

/** What can be done about a role at a click: its description, its command, its model. */
export function roleFixes(problem: RoleProblem): QuickFix[] {
  return [...descriptions(problem), ...otherCommands(problem), ...otherModels(problem)]
}

function descriptions({ role: { path, data }, diagnostic, here }: RoleProblem): QuickFix[] {
  const at = [...path, 'description']
  const isMissing = / has no description/.test(diagnostic.message) && (here(path) || here(at))
  if (!isMissing) return []
  const name = textOf(data, 'name').toLowerCase()
  const known = Object.values(roleLibrary).find((role) => name.split(/[^a-z]+/).includes(role.name))
  const line = textOf(data, 'prompt_template')
    .split('\n')
    .map((each) => each.trim())
    .find((each) => !/^([-*#>]|\d+\.|never\b)/i.test(each) && each.length >= DESCRIPTION.min)
  return [
    ...(line !== undefined && line.length <= DESCRIPTION.max
      ? [setting('Describe it by the first line of its prompt', at, line)]
      : []),
    ...(known ? [setting(`Describe it as the library's ${known.name}`, at, known.description)] : []),
  ]
}

/** What is missing is written anew for every role that has the same command. */
function otherCommands({ role, tables, diagnostic, here, agents }: RoleProblem): QuickFix[] {
  const missing = /^(?:Command not found|Not an executable file): (.+?)(?:, in \d+ places)?$/.exec(
    diagnostic.message,
  )?.[1]
  if (missing === undefined || !here([...role.path, 'command'])) return []
  const command = textOf(role.data, 'command')
  const same = tables.filter(({ level, data }) => level === 'role' && textOf(data, 'command') === command)
  const writing = (title: string, value: string): QuickFix => ({
    title,
    edits: same.map(({ path }) => ({ op: 'set', path: [...path, 'command'], value })),
  })
  const near = nearest(
    missing,
    agents.map((agent) => agent.command),
  )
  return [
    ...(near === undefined ? [] : [writing(`Write ${near}`, command.replace(missing, near))]),
    ...agents
      .filter((agent) => agent.command !== near)
      .slice(0, MOST_AGENTS)
      .map((agent) => writing(`Use ${agent.label}`, agent.command)),
  ]
}

function otherModels({ role, tables, diagnostic, here, agents }: RoleProblem): QuickFix[] {
  const at = [...role.path, 'command']
  if (diagnostic.severity !== 'advice' || !here(at)) return []
  const maker = makerBeside(role, tables)
  if (maker === undefined) return []
  const command = textOf(role.data, 'command')
  const kind = agentStartOf(command)?.kind
  const model = modelOf(textOf(maker.data, 'command'))
  const name = textOf(role.data, 'name')
  const models = modelsOf(kind)
    .slice(0, MOST_MODELS)
    .filter((each) => each !== model)
  return [
    ...agents
      .filter((agent) => agent.id !== kind)
      .slice(0, MOST_AGENTS)
      .map((agent) => setting(`Let ${name} use ${agent.label}`, at, agent.command)),
    ...models.flatMap((each) => {
      const changed = withModel(command, each)
      return changed === undefined ? [] : [setting(`Let ${name} use the model ${each}`, at, changed)]
    }),
  ]
}

function setting(title: string, path: ConfigPath, value: string): QuickFix {
  return { title, edits: [{ op: 'set', path, value }] }
}

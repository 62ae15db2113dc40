import { orchestrationScope } from '#shared/contract/config'
import type { Orchestration, Role } from '#shared/contract/config'
import { levels, nearest } from './keys'
import { labelProblem, repeated } from './names'
import { readBudget } from './read-budget'
import { readStopWhen } from './read-stop-when'
import { readRole } from './read-role'
import type { RawRole } from './read-role'
import type { Table } from './table'

/** Reads one `[[orchestrations]]` table. `defaultName` stands in for an absent or empty name. */
export function readOrchestration(table: Table, defaultName: string): Orchestration {
  const written = table.string('name') ?? ''
  const name = written.trim() === '' ? defaultName : written
  table.scope = orchestrationScope(name)
  table.checkKeys()
  const problem = labelProblem(name, 'orchestration')
  if (problem !== undefined) table.error('name', problem.message, problem.fix)
  const raw = table.tables('roles', 'role', levels.role.header).map(readRole)
  checkTeam(table, name, raw)
  return {
    name,
    roles: raw.map((role) => resolveRole(role, raw)),
    trackingFile: readTrackingFile(table),
    worktree: table.boolean('worktree', false),
    peers: table.boolean('peers', false),
    maxParallel: table.integer('max_parallel', { min: 1 }),
    maxRounds: table.integer('max_rounds', { min: 1 }),
    handoverAt: table.number('handover_at', { min: 0, max: 1 }),
    instructions: table.string('instructions'),
    budget: readBudget(table, 'budget'),
    stopWhen: readStopWhen(table),
  }
}

function checkTeam(table: Table, name: string, roles: readonly RawRole[]): void {
  if (roles.length < 2) {
    const has = roles.length === 0 ? 'no roles' : 'only one role'
    const fix = 'Add [[orchestrations.roles]] tables: an orchestrator with start = true, and a worker.'
    table.error(null, `Orchestration ${name} has ${has}; it needs at least two`, fix)
  }
  const starts = roles.filter((role) => role.start)
  const names = starts.map((role) => role.name).join(', ')
  if (starts.length === 0 && roles.length > 0) {
    const fix = `Add start = true to exactly one of: ${roles.map((role) => role.name).join(', ')}.`
    table.error(null, `Orchestration ${name} has no role with start = true`, fix)
  } else if (starts.length > 1) {
    const fix = `Keep start = true on the orchestrator and remove it from the others.`
    starts[1]?.table.error(
      'start',
      `Orchestration ${name} has ${starts.length} roles with start = true: ${names}`,
      fix,
    )
  }
  checkNames(roles)
}

function checkNames(roles: readonly RawRole[]): void {
  const names = roles.map((role) => role.name)
  for (const { name, index } of repeated(names)) {
    if (name === '') continue
    roles[index]?.table.error('name', `Two roles are named ${name}`, 'Give each role a name of its own.')
  }
  const lower = names.map((name) => name.toLowerCase())
  for (const { index } of repeated(lower)) {
    const name = names[index] ?? ''
    const other = names[lower.indexOf(name.toLowerCase())] ?? ''
    if (other === name) continue
    const message = `Roles ${other} and ${name} differ only in upper and lower case`
    roles[index]?.table.warning(
      'name',
      message,
      'Use different names: some systems keep their files apart by letters only.',
    )
  }
}

/** By default the orchestrator delegates to every worker, and a worker to nobody. */
function resolveRole(raw: RawRole, team: readonly RawRole[]): Role {
  const { table, mayDelegateTo: written, ...role } = raw
  const others = team.filter((other) => other !== raw && other.name !== raw.name).map((other) => other.name)
  const byDefault = raw.start ? team.filter((other) => !other.start).map((other) => other.name) : []
  const mayDelegateTo = (written ?? byDefault).filter((name) => {
    if (others.includes(name)) return true
    const near = nearest(name, others)
    const fix =
      near === undefined ? `Use names of this team: ${others.join(', ')}.` : `Did you mean "${near}"?`
    const what = name === raw.name ? 'the role itself' : `a role that does not exist: ${name}`
    if (written !== undefined)
      table.error('may_delegate_to', `\`may_delegate_to\` of ${raw.name} names ${what}`, fix)
    return false
  })
  return { ...role, mayDelegateTo: [...new Set(mayDelegateTo)] }
}

/** The file is shown and given to agents, so a config may not point it outside the project. */
function readTrackingFile(table: Table): string | undefined {
  const file = table.string('tracking_file')
  if (file === undefined) return undefined
  const outside =
    /^([/\\~]|[A-Za-z]:)/.test(file) || file.split(/[/\\]/).includes('..') || file.includes('\0')
  if (!outside && file.trim() !== '') return file
  const message = `\`tracking_file\` must be a path inside the project, not ${JSON.stringify(file)}`
  table.error(
    'tracking_file',
    message,
    'Write it from the project folder: tracking_file = "prds/current.md".',
  )
  return undefined
}

import { DEFAULT_GATE_TIMEOUT_MINUTES } from '#shared/contract/config'
import type { Gate, Role } from '#shared/contract/config'
import { levels } from './keys'
import { repeated, roleNameProblem } from './names'
import { readBudget } from './read-budget'
import type { Table } from './table'

/** Agents that one role may have at once: more cards than anybody can follow, and more than most machines carry. */
const MAX_SEATS = 16

/** A role as written: who it may delegate to is resolved once the whole team is known. */
export type RawRole = Omit<Role, 'mayDelegateTo'> & { mayDelegateTo: string[] | undefined; table: Table }

/** Reads one `[[orchestrations.roles]]` table. */
export function readRole(table: Table): RawRole {
  table.checkKeys()
  const name = table.string('name') ?? ''
  const problem = roleNameProblem(name)
  if (problem !== undefined) table.error(table.has('name') ? 'name' : null, problem.message, problem.fix)
  const label = name.trim() === '' ? 'A role' : `Role ${name}`
  const command = readCommand(table, label, 'claude')
  const start = table.boolean('start', false)
  const description = table.string('description')
  if (!start && (description === undefined ? !table.has('description') : description.trim() === '')) {
    const message = `${label} has no description, so the orchestrator will not know what it does`
    table.warning(
      table.has('description') ? 'description' : null,
      message,
      'Add description = "..." with one sentence on what to give it.',
    )
  }
  return {
    name,
    command,
    start,
    description,
    promptTemplate: table.string('prompt_template'),
    clear: table.boolean('clear', true),
    maxParallel: table.integer('max_parallel', { min: 1, max: MAX_SEATS }) ?? 1,
    plan: table.choice('plan', ['none', 'orchestrator', 'person'], 'none'),
    permissions: table.choice('permissions', ['person', 'advice', 'orchestrator'], 'person'),
    approval: table.choice('approval', ['none', 'person'], 'none'),
    mayEdit: table.boolean('may_edit', !start),
    mayDelegateTo: table.strings('may_delegate_to'),
    where: readWhere(table),
    gates: readGates(table),
    budget: readBudget(table, 'roleBudget'),
    table,
  }
}

function readCommand(table: Table, owner: string, example: string): string {
  const command = table.string('command')
  const key = table.has('command') ? 'command' : null
  if (command === undefined ? key === null : command.trim() === '') {
    table.error(key, `${owner} has an empty command`, `Add what to run: command = "${example}".`)
  } else if (command?.includes('\0')) {
    table.error(key, `${owner} has a NUL character in its command`, 'Remove \\u0000 from the command.')
  }
  return command ?? ''
}

function readWhere(table: Table): string | undefined {
  const where = table.string('where')
  if (where === undefined) return undefined
  if (/^ssh:\/\/[^\s/-][^\s/]*\/\S/.test(where)) {
    const unused = '`where` is kept, but other machines are not used yet: this role runs here'
    table.warning('where', unused, 'Leave it for later, or remove it.')
    return where
  }
  const message = `\`where\` must be the address of a folder on another machine, not ${JSON.stringify(where)}`
  table.error('where', message, 'Write where = "ssh://host/~/path/to/project", or remove it to run here.')
  return undefined
}

function readGates(table: Table): Gate[] {
  const tables = table.tables('gates', 'gate', levels.gate.header)
  const gates = tables.map((gate) => {
    gate.checkKeys()
    const name = gate.string('name') ?? ''
    if (name.trim() === '')
      gate.error(gate.has('name') ? 'name' : null, 'A gate has no name', 'Add name = "tests".')
    return {
      name,
      command: readCommand(gate, name === '' ? 'A gate' : `Gate ${name}`, 'npm test'),
      timeoutMinutes: gate.number('timeout_minutes', { above: 0 }) ?? DEFAULT_GATE_TIMEOUT_MINUTES,
      scope: gate.choice('scope', ['project', 'task'], 'project'),
    }
  })
  for (const { name, index } of repeated(gates.map((gate) => gate.name))) {
    tables[index]?.error(
      'name',
      `Two gates of one role are named ${name}`,
      'Give each gate a name of its own.',
    )
  }
  return gates
}

import type { ConfigPath } from '#shared/contract/config-edit'
import type { ConfigField } from '#shared/contract/config-fields'
import { CommandField } from './command-field'
import { tableAt, textIn, type Table, type TeamLook } from './config-data'
import { DelegatesField } from './delegates-field'
import { FieldRow, Fields, type FormTable } from './fields'
import { GateTryRow } from './gate-try'
import { PromptField } from './prompt-field'
import { TableList, lists } from './table-list'

/** All of one role. */
export function RoleForm({ dir, data, path }: { dir: string; data: Table; path: ConfigPath }) {
  const role = tableAt(data, path)
  const name = textIn(role, 'name') || 'this role'
  const table: FormTable = { dir, level: 'role', path, data: role, name }
  return (
    <form className="config-form" aria-label={`Role ${name}`} onSubmit={(event) => event.preventDefault()}>
      <Fields
        table={table}
        special={{
          command: (field) => <CommandField table={table} field={field} />,
          may_delegate_to: (field) => <DelegatesField data={data} table={table} field={field} />,
          may_edit: (field) => <MayEditField table={table} field={field} />,
          prompt_template: (field) => <PromptField table={table} field={field} />,
        }}
      />
      <TableList
        dir={dir}
        data={data}
        owner={path}
        kind={lists.gates}
        below={(gate) => <GateTryRow table={gate} />}
      />
      <BudgetFields
        dir={dir}
        level="roleBudget"
        path={[...path, 'budget']}
        data={data}
        title="Budget of this role in one run"
        help="Near a limit this role gets no new work; what it has in hand is never cut."
        owner={name}
      />
    </form>
  )
}

/** All of one team but its roles. */
export function TeamForm({
  dir,
  data,
  index,
  team,
}: {
  dir: string
  data: Table
  index: number
  team: TeamLook
}) {
  const path: ConfigPath = ['orchestrations', index]
  return (
    <form
      className="config-form"
      aria-label={`Team ${team.name}`}
      onSubmit={(event) => event.preventDefault()}
    >
      <Fields table={{ dir, level: 'orchestration', path, data: tableAt(data, path), name: team.name }} />
      <BudgetFields
        dir={dir}
        level="budget"
        path={[...path, 'budget']}
        data={data}
        title="Budget of one run"
        help="Near a limit no new work is handed out; what runs is never cut."
        owner={team.name}
      />
    </form>
  )
}

/** The limits of a run, or of a role in it. */
function BudgetFields({
  dir,
  level,
  path,
  data,
  title,
  help,
  owner,
}: {
  dir: string
  level: 'budget' | 'roleBudget'
  path: ConfigPath
  data: Table
  title: string
  help: string
  /** Whose budget it is, as in the title of a step. */
  owner: string
}) {
  return (
    <section className="config-tables" role="region" aria-label="Budget">
      <h3>{title}</h3>
      <p className="config-help">{help}</p>
      <div className="config-pairs">
        <Fields table={{ dir, level, path, data: tableAt(data, path), name: `the budget of ${owner}` }} />
      </div>
    </section>
  )
}

/** One workspace mode. */
export function ModeForm({ dir, data, index }: { dir: string; data: Table; index: number }) {
  const path: ConfigPath = ['modes', index]
  const mode = tableAt(data, path)
  const name = textIn(mode, 'name') || 'this workspace'
  return (
    <form
      className="config-form"
      aria-label={`Workspace ${name}`}
      onSubmit={(event) => event.preventDefault()}
    >
      <p className="config-help">
        One agent of your choice beside these panes. Open it from the folder’s page or with New agent or team.
      </p>
      <Fields table={{ dir, level: 'mode', path, data: mode, name }} />
      <TableList dir={dir} data={data} owner={path} kind={lists.panes} />
      <TableList dir={dir} data={data} owner={path} kind={lists.rules} />
    </form>
  )
}

/** What holds for the whole file. */
export function FileForm({ dir, data }: { dir: string; data: Table }) {
  return (
    <form className="config-form" aria-label="Whole file" onSubmit={(event) => event.preventDefault()}>
      <Fields table={{ dir, level: 'top', path: [], data, name: 'the file' }} />
      <Fields
        table={{
          dir,
          level: 'features',
          path: ['features'],
          data: tableAt(data, ['features']),
          name: 'features',
        }}
      />
    </form>
  )
}

/** What holds unless it is set depends on whether the role is the orchestrator. */
function MayEditField({ table, field }: { table: FormTable; field: ConfigField }) {
  const lead = table.data['start'] === true
  return <FieldRow table={table} field={lead ? { ...field, otherwise: false } : field} />
}

import type { ConfigField } from '#shared/contract/config-fields'
import { delegatesOf, listAt, tableAt, textIn, type Table } from './config-data'
import { FieldRow, type FormTable } from './fields'
import { edit } from './session'

/** The roles that a role may give tasks to, each to be switched on or off. */
export function DelegatesField({
  data,
  table,
  field,
}: {
  data: Table
  table: FormTable
  field: ConfigField
}) {
  const roles = listAt(data, table.path.slice(0, -1)).map((role) => tableAt(role, []))
  const chosen = delegatesOf(table.data, roles)
  const others = roles
    .map((role) => textIn(role, 'name'))
    .filter((name) => name !== '' && name !== table.name)
  // A name that no role has is shown, so that it can be taken out.
  const names = [...new Set([...others, ...chosen])]
  const toggle = (name: string) => {
    const value = chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name]
    void edit(table.dir, `Change may delegate to of ${table.name}`, [
      { op: 'set', path: [...table.path, field.key], value },
    ])
  }
  return (
    <FieldRow
      table={table}
      field={field}
      control={(labelId) => (
        <div className="config-chips" role="group" aria-labelledby={labelId}>
          {names.length === 0 && <p className="config-help">There is no other role in the team yet.</p>}
          {names.map((name) => (
            <button
              key={name}
              type="button"
              className="config-chip"
              aria-pressed={chosen.includes(name)}
              data-unknown={!others.includes(name)}
              onClick={() => toggle(name)}
            >
              {name}
              {!others.includes(name) && ', not in the team'}
            </button>
          ))}
        </div>
      )}
    />
  )
}

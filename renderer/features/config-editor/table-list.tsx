import type { ReactNode } from 'react'
import { Plus, X } from 'lucide-react'
import type { ConfigPath, ConfigValue } from '#shared/contract/config-edit'
import type { FieldLevel } from '#shared/contract/config-fields'
import { Button, IconButton } from '../../ui/controls'
import { append, isTable, listAt, textIn, type Table } from './config-data'
import { Fields, type FormTable } from './fields'
import { edit } from './session'

interface TableListProps {
  dir: string
  data: Table | null
  path: ConfigPath
  level: FieldLevel
  title: string
  /** One of them: "check". */
  what: string
  /** Says what they are for, while there is none. */
  empty: string
  fresh(count: number): { [key: string]: ConfigValue }
  /** What is shown under the fields of each. */
  below?: (table: FormTable) => ReactNode
}

/** A list of small tables inside a table: each with its fields, to add, change and remove. */
export function TableList({ dir, data, path, level, title, what, empty, fresh, below }: TableListProps) {
  const items = listAt(data, path)
  const add = () => void edit(dir, `Add a ${what}`, [append(data, path, fresh(items.length))])
  return (
    <section className="config-tables" role="region" aria-label={title}>
      <h3>{title}</h3>
      {items.length === 0 && <p className="config-help">{empty}</p>}
      {items.map((item, index) => {
        const table = isTable(item) ? item : {}
        const at = [...path, index]
        const name = textIn(table, 'name') || textIn(table, 'pattern') || `${what} ${index + 1}`
        return (
          <fieldset key={index} className="config-table">
            <legend className="visually-hidden">{name}</legend>
            <div className="config-table-fields">
              <Fields table={{ dir, level, path: at, data: table, name }} />
              {below?.({ dir, level, path: at, data: table, name })}
            </div>
            <IconButton
              label={`Remove ${name}`}
              onClick={() => void edit(dir, `Remove ${name}`, [{ op: 'remove', path, index }])}
            >
              <X size={14} />
            </IconButton>
          </fieldset>
        )
      })}
      <Button size="small" onClick={add}>
        <Plus size={13} />
        Add a {what}
      </Button>
    </section>
  )
}

import type { ReactNode } from 'react'
import { Plus, X } from 'lucide-react'
import type { ConfigPath, ConfigValue } from '#shared/contract/config-edit'
import type { FieldLevel } from '#shared/contract/config-fields'
import { Button, IconButton } from '../../ui/controls'
import { append, isTable, listAt, textIn, type Table } from './config-data'
import { Fields, type FormTable } from './fields'
import { edit } from './session'

/** A kind of list of small tables: where it stands in its table, its words, and what a new one begins with. */
interface ListKind {
  key: string
  level: FieldLevel
  title: string
  /** One of them: "check". */
  what: string
  /** Says what they are for, while there is none. */
  empty: string
  fresh(count: number): { [key: string]: ConfigValue }
}

/** The lists that tables of a config have. */
export const lists = {
  gates: {
    key: 'gates',
    level: 'gate',
    title: 'Checks',
    what: 'check',
    empty:
      'The deck can run commands itself when this role says that it is done. A failure goes back to the role.',
    fresh: (count) => ({ name: count === 0 ? 'tests' : `check-${count + 1}`, command: 'npm test' }),
  },
  panes: {
    key: 'panes',
    level: 'pane',
    title: 'Side panes',
    what: 'side pane',
    empty: 'Panes beside the agent, each with a command of its own.',
    fresh: () => ({ command: 'git status --short' }),
  },
  rules: {
    key: 'rules',
    level: 'rule',
    title: 'Rules',
    what: 'rule',
    empty: 'A command of an agent that matches a rule is run again in a pane, where you see its output.',
    fresh: () => ({ pattern: '^npm test' }),
  },
} as const satisfies Record<string, ListKind>

interface TableListProps {
  dir: string
  data: Table | null
  /** The table that has the list. */
  owner: ConfigPath
  kind: ListKind
  /** What is shown under the fields of each. */
  below?: (table: FormTable) => ReactNode
}

/** A list of small tables inside a table: each with its fields, to add, change and remove. */
export function TableList({ dir, data, owner, kind, below }: TableListProps) {
  const { level, title, what, empty, fresh } = kind
  const path = [...owner, kind.key]
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

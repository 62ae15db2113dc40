import type { ReactNode } from 'react'
import { ArrowDown, ArrowUp, Copy, Trash2 } from 'lucide-react'
import type { ConfigPath } from '#shared/contract/config-edit'
import { IconButton } from '../../ui/controls'
import { append, copyOf, modeNames, moved, tableAt, type Table, type TeamLook } from './config-data'
import type { Selected } from './outline'
import { edit } from './session'

interface FormHeadProps {
  dir: string
  data: Table
  teams: readonly TeamLook[]
  selected: Selected
  /** `focus`: the keyboard goes to what is selected. */
  onSelect(selected: Selected, focus?: boolean): void
}

/** What the form is about, and what can be done with it as a whole. */
export function FormHead({ dir, data, teams, selected, onSelect }: FormHeadProps) {
  const item = itemOf(selected, data, teams)
  if (!item) return <Head title="Whole file" />
  const { list, index, names, what, title, at } = item
  const copy = copyOf(tableAt(data, [...list, index]), names, title)
  const move = (to: number) =>
    void edit(dir, `Move ${what}`, [moved(list, index, to)]).then((done) => done && onSelect(at(to), true))
  return (
    <Head title={title} note={item.note}>
      <IconButton label={`Move ${what} up`} disabled={index === 0} onClick={() => move(index - 1)}>
        <ArrowUp size={14} />
      </IconButton>
      <IconButton
        label={`Move ${what} down`}
        disabled={index === names.length - 1}
        onClick={() => move(index + 1)}
      >
        <ArrowDown size={14} />
      </IconButton>
      <IconButton
        label={`Copy ${what}`}
        disabled={!copy}
        onClick={() =>
          copy &&
          void edit(dir, `Copy ${what}`, [append(data, list, copy)]).then(
            (done) => done && onSelect(at(names.length)),
          )
        }
      >
        <Copy size={14} />
      </IconButton>
      <IconButton
        label={`Remove ${what}`}
        onClick={() =>
          void edit(dir, `Remove ${what}`, [{ op: 'remove', path: list, index }]).then(
            (done) => done && onSelect(item.afterwards),
          )
        }
      >
        <Trash2 size={14} />
      </IconButton>
    </Head>
  )
}

/** One element of a list of the file, as the form shows it. */
interface Item {
  list: ConfigPath
  index: number
  /** Of all elements of the list. */
  names: string[]
  /** In the title of a step. */
  what: string
  title: string
  note: string
  /** Another element of the list. */
  at(index: number): Selected
  /** What is shown when it has been removed. */
  afterwards: Selected
}

function itemOf(selected: Selected, data: Table, teams: readonly TeamLook[]): Item | null {
  switch (selected.kind) {
    case 'file':
      return null
    case 'role': {
      const { team, role: index } = selected
      const roles = teams[team]?.roles ?? []
      const names = roles.map((role) => role.name)
      const title = names[index] ?? ''
      return {
        list: ['orchestrations', team, 'roles'],
        index,
        names,
        what: title,
        title,
        note: roles[index]?.start ? 'orchestrator' : '',
        at: (role) => ({ kind: 'role', team, role }),
        afterwards: { kind: 'team', team },
      }
    }
    case 'team': {
      const names = teams.map((team) => team.name)
      const title = names[selected.team] ?? ''
      return {
        list: ['orchestrations'],
        index: selected.team,
        names,
        what: `team ${title}`,
        title,
        note: '',
        at: (team) => ({ kind: 'team', team }),
        afterwards: { kind: 'file' },
      }
    }
    case 'mode': {
      const names = modeNames(data)
      const title = names[selected.mode] ?? ''
      return {
        list: ['modes'],
        index: selected.mode,
        names,
        what: `workspace ${title}`,
        title,
        note: '',
        at: (mode) => ({ kind: 'mode', mode }),
        afterwards: { kind: 'file' },
      }
    }
  }
}

function Head({ title, note = '', children }: { title: string; note?: string; children?: ReactNode }) {
  return (
    <header className="config-form-head">
      <h2 className="truncate" title={title}>
        {title}
      </h2>
      {note !== '' && <span className="figure">{note}</span>}
      <span className="spacer" />
      {children}
    </header>
  )
}

import type { ReactNode } from 'react'
import { ArrowDown, ArrowUp, Copy, Trash2 } from 'lucide-react'
import { IconButton } from '../../ui/controls'
import { append, copyOfRole, tableAt, textIn, type Table, type TeamLook } from './config-data'
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
export function FormHead(props: FormHeadProps) {
  const { dir, data, teams, selected, onSelect } = props
  if (selected.kind === 'role') return <RoleHead {...props} selected={selected} />
  if (selected.kind === 'file') return <Head title="Whole file" />
  const isTeam = selected.kind === 'team'
  const list = isTeam ? 'orchestrations' : 'modes'
  const index = isTeam ? selected.team : selected.mode
  const written = textIn(tableAt(data, [list, index]), 'name')
  const name = written || (isTeam ? teams[index]?.name : undefined) || `Workspace ${index + 1}`
  const what = `${isTeam ? 'team' : 'workspace'} ${name}`
  return (
    <Head title={name}>
      <IconButton
        label={`Remove ${what}`}
        onClick={() => {
          onSelect({ kind: 'file' })
          void edit(dir, `Remove ${what}`, [{ op: 'remove', path: [list], index }])
        }}
      >
        <Trash2 size={14} />
      </IconButton>
    </Head>
  )
}

function RoleHead({
  dir,
  data,
  teams,
  selected: { team: index, role },
  onSelect,
}: FormHeadProps & { selected: Selected & { kind: 'role' } }) {
  const roles = teams[index]?.roles ?? []
  const path = ['orchestrations', index, 'roles']
  const names = roles.map((each) => each.name)
  const name = names[role] ?? ''
  const copy = copyOfRole(tableAt(data, [...path, role]), names)
  const select = (at: number) => onSelect({ kind: 'role', team: index, role: at })
  const move = (to: number) =>
    void edit(dir, `Move ${name}`, [{ op: 'move', path, from: role, to }]).then(
      (done) => done && onSelect({ kind: 'role', team: index, role: to }, true),
    )
  return (
    <Head title={name} note={roles[role]?.start ? 'orchestrator' : ''}>
      <IconButton label={`Move ${name} up`} disabled={role === 0} onClick={() => move(role - 1)}>
        <ArrowUp size={14} />
      </IconButton>
      <IconButton
        label={`Move ${name} down`}
        disabled={role === names.length - 1}
        onClick={() => move(role + 1)}
      >
        <ArrowDown size={14} />
      </IconButton>
      <IconButton
        label={`Copy ${name}`}
        disabled={!copy}
        onClick={() =>
          copy &&
          void edit(dir, `Copy ${name}`, [append(data, path, copy)]).then(
            (done) => done && select(names.length),
          )
        }
      >
        <Copy size={14} />
      </IconButton>
      <IconButton
        label={`Remove ${name}`}
        onClick={() =>
          void edit(dir, `Remove ${name}`, [{ op: 'remove', path, index: role }]).then(
            (done) => done && onSelect({ kind: 'team', team: index }),
          )
        }
      >
        <Trash2 size={14} />
      </IconButton>
    </Head>
  )
}

function Head({ title, note = '', children }: { title: string; note?: string; children?: ReactNode }) {
  return (
    <header className="config-form-head">
      <h2 className="truncate">{title}</h2>
      {note !== '' && <span className="figure">{note}</span>}
      <span className="spacer" />
      {children}
    </header>
  )
}

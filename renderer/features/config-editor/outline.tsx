import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { FileCog, LayoutPanelLeft, Plus, Users } from 'lucide-react'
import type { ConfigPath } from '#shared/contract/config-edit'
import { Button } from '../../ui/controls'
import { AddRole, AddTeam } from './add-menus'
import { append, listAt, modeNames, moved, type Table, type TeamLook } from './config-data'
import { edit } from './session'

/** Marks what is dragged as one of these roles. */
const DRAGGED_ROLE = 'application/x-deck-role'

/** What the form shows. */
export type Selected =
  | { kind: 'file' }
  | { kind: 'team'; team: number }
  | { kind: 'role'; team: number; role: number }
  | { kind: 'mode'; mode: number }

export interface OutlineProps {
  dir: string
  data: Table
  teams: readonly TeamLook[]
  selected: Selected
  /** `focus`: the keyboard goes to what is selected, so that what was moved can be moved on. */
  onSelect(selected: Selected, focus?: boolean): void
}

/** The file's teams with their roles, its workspaces, and the rest. Arrow keys go from one to the next. */
export function Outline(props: OutlineProps) {
  const { dir, data, teams, selected, onSelect } = props
  const modes = modeNames(data)
  const move = (path: ConfigPath, from: number, by: 1 | -1, at: (index: number) => Selected) => {
    const to = from + by
    if (to < 0 || to >= listAt(data, path).length) return
    void edit(dir, path[0] === 'modes' ? 'Move a workspace' : 'Move a team', [moved(path, from, to)]).then(
      (done) => done && onSelect(at(to), true),
    )
  }
  const shownTeam = selected.kind === 'team' || selected.kind === 'role' ? selected.team : -1
  return (
    <nav className="config-outline" aria-label="What is in the file" data-region onKeyDown={moveWithArrows}>
      {teams.map((team, index) => (
        <div
          key={index}
          className="config-team"
          onKeyDown={(event) =>
            moveByKey(event, (by) => move(['orchestrations'], index, by, (team) => ({ kind: 'team', team })))
          }
        >
          <Item
            icon={<Users size={14} />}
            name={team.name}
            note={`${team.roles.length}`}
            selected={selected.kind === 'team' && selected.team === index}
            onSelect={() => onSelect({ kind: 'team', team: index })}
          />
          {index === shownTeam && <Roles {...props} team={team} index={index} />}
        </div>
      ))}
      <AddTeam {...props} />
      <hr />
      {modes.map((name, index) => (
        <div
          key={index}
          onKeyDown={(event) =>
            moveByKey(event, (by) => move(['modes'], index, by, (mode) => ({ kind: 'mode', mode })))
          }
        >
          <Item
            icon={<LayoutPanelLeft size={14} />}
            name={name}
            selected={selected.kind === 'mode' && selected.mode === index}
            onSelect={() => onSelect({ kind: 'mode', mode: index })}
          />
        </div>
      ))}
      <Button
        kind="quiet"
        size="small"
        className="config-add"
        onClick={() => {
          void edit(dir, 'Add a workspace', [
            append(data, ['modes'], { name: `workspace-${modes.length + 1}` }),
          ]).then((done) => done && onSelect({ kind: 'mode', mode: modes.length }))
        }}
      >
        <Plus size={13} />
        Add a workspace
      </Button>
      <Item
        icon={<FileCog size={14} />}
        name="Whole file"
        selected={selected.kind === 'file'}
        onSelect={() => onSelect({ kind: 'file' })}
      />
    </nav>
  )
}

function Roles({
  dir,
  data,
  team,
  index,
  selected,
  onSelect,
}: OutlineProps & { team: TeamLook; index: number }) {
  const path = ['orchestrations', index, 'roles']
  const names = team.roles.map((role) => role.name)
  /** The role that is being dragged, and the one that it is over. */
  const [drag, setDrag] = useState<{ from: number; over: number } | null>(null)
  const select = (role: number) => onSelect({ kind: 'role', team: index, role })
  const add = (title: string, value: Parameters<typeof append>[2]) =>
    void edit(dir, title, [append(data, path, value)]).then((done) => done && select(names.length))
  const move = (from: number, to: number) => {
    if (to < 0 || to >= names.length) return
    void edit(dir, `Move ${names[from]}`, [moved(path, from, to)]).then(
      (done) => done && onSelect({ kind: 'role', team: index, role: to }, true),
    )
  }
  return (
    <>
      <ol aria-label={`Roles of ${team.name}`}>
        {team.roles.map((role, at) => {
          const isSelected = selected.kind === 'role' && selected.role === at
          return (
            <li
              key={at}
              draggable
              data-drop={
                drag?.over !== at || drag.from === at ? undefined : drag.from < at ? 'after' : 'before'
              }
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move'
                event.dataTransfer.setData(DRAGGED_ROLE, role.name)
                setDrag({ from: at, over: at })
              }}
              onDragOver={(event) => {
                if (!drag || !event.dataTransfer.types.includes(DRAGGED_ROLE)) return
                event.preventDefault()
                if (drag.over !== at) setDrag({ ...drag, over: at })
              }}
              onDragEnd={() => setDrag(null)}
              onDrop={(event) => {
                event.preventDefault()
                if (drag && drag.from !== at) move(drag.from, at)
                setDrag(null)
              }}
              onKeyDown={(event) => moveByKey(event, (by) => move(at, at + by))}
            >
              <Item
                name={role.name}
                note={role.start ? 'orchestrator' : role.gates.length > 0 ? `${role.gates.length} ✓` : ''}
                detail={role.command}
                selected={isSelected}
                onSelect={() => select(at)}
              />
            </li>
          )
        })}
      </ol>
      <AddRole team={team} onAdd={add} />
    </>
  )
}

function Item({
  icon,
  name,
  note = '',
  detail,
  selected,
  onSelect,
}: {
  icon?: ReactNode
  name: string
  note?: string
  detail?: string
  selected: boolean
  onSelect(): void
}) {
  return (
    <div className="config-item" data-selected={selected}>
      <button
        type="button"
        className="config-item-open"
        aria-current={selected}
        data-outline-item
        title={[name, detail].filter(Boolean).join('\n')}
        onClick={onSelect}
      >
        {icon}
        <span className="config-item-name truncate">{name}</span>
        {note !== '' && <span className="figure">{note}</span>}
        {detail !== undefined && (
          <code className="config-item-detail truncate">{detail || 'no command'}</code>
        )}
      </button>
    </div>
  )
}

/** Puts the keyboard on what is selected. */
export function focusSelected(): void {
  document.querySelector<HTMLElement>('[data-outline-item][aria-current="true"]')?.focus()
}

/** Alt with the up or down arrow moves what has the keyboard. */
function moveByKey(event: KeyboardEvent<HTMLElement>, move: (by: 1 | -1) => void): void {
  const onItem = event.target instanceof Element && event.target.matches('[data-outline-item]')
  if (!onItem || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
  event.preventDefault()
  event.stopPropagation()
  move(event.key === 'ArrowUp' ? -1 : 1)
}

function moveWithArrows(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-outline-item]')]
  const at = items.findIndex((item) => item === document.activeElement)
  const next = items[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (at === -1 || !next) return
  event.preventDefault()
  next.focus()
}

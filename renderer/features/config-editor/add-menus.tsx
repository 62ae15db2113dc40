import type { ReactNode } from 'react'
import { Plus } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { roleLibrary } from '#shared/templates/index'
import { useDeck } from '../../state/deck'
import { Button } from '../../ui/controls'
import { append, freeName, type TeamLook } from './config-data'
import type { OutlineProps } from './outline'
import { change, edit } from './session'

/** A role from the library, or an empty one; the first of a team is its orchestrator. */
export function AddRole({
  team,
  onAdd,
}: {
  team: TeamLook
  onAdd(title: string, value: Parameters<typeof append>[2]): void
}) {
  const names = team.roles.map((role) => role.name)
  const command = team.roles.find((role) => role.command !== '')?.command ?? 'claude'
  const hasLead = team.roles.some((role) => role.start)
  const fresh = (name: string) => freeName(name, names)
  return (
    <Menu label="Add a role" nested>
      {!hasLead && (
        <MenuItem
          name="Orchestrator"
          about="Talks to you and gives tasks to the others"
          onSelect={() => onAdd('Add orchestrator', { name: fresh('orchestrator'), command, start: true })}
        />
      )}
      {Object.values(roleLibrary).map((role) => (
        <MenuItem
          key={role.name}
          name={role.name.charAt(0).toUpperCase() + role.name.slice(1)}
          about={role.description}
          onSelect={() =>
            onAdd(`Add ${role.name}`, {
              name: fresh(role.name),
              command,
              description: role.description,
              ...(role.clear ? {} : { clear: false }),
              ...(role.mayEdit ? {} : { may_edit: false }),
              ...(role.approval === 'none' ? {} : { approval: role.approval }),
              prompt_template: `${role.promptTemplate}\n`,
            })
          }
        />
      ))}
      <MenuItem
        name="Empty role"
        about="You say what it does"
        onSelect={() => onAdd('Add a role', { name: fresh('worker'), command, description: '' })}
      />
    </Menu>
  )
}

/** The team of a template, or one that has nobody but its orchestrator. */
export function AddTeam({ dir, data, teams, onSelect }: OutlineProps) {
  const templates = useDeck((state) => state.templates)
  const then = (done: boolean) => done && onSelect({ kind: 'team', team: teams.length })
  return (
    <Menu label="Add a team">
      {templates.map((template) => (
        <MenuItem
          key={template.id}
          name={template.title}
          about={template.roles.join(', ')}
          onSelect={() => void change('config.add-team', { dir, template: template.id }).then(then)}
        />
      ))}
      <MenuItem
        name="Empty team"
        about="An orchestrator, to which you add roles"
        onSelect={() => {
          const name = freeName(
            'team',
            teams.map((team) => team.name),
          )
          void edit(dir, `Add team ${name}`, [
            append(data, ['orchestrations'], {
              name,
              roles: [{ name: 'orchestrator', command: 'claude', start: true }],
            }),
          ]).then(then)
        }}
      />
    </Menu>
  )
}

function Menu({ label, nested = false, children }: { label: string; nested?: boolean; children: ReactNode }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button kind="quiet" size="small" className="config-add" data-nested={nested}>
          <Plus size={13} />
          {label}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu config-menu" align="start" sideOffset={4} collisionPadding={8}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function MenuItem({ name, about, onSelect }: { name: string; about: string; onSelect(): void }) {
  return (
    <DropdownMenu.Item className="menu-item config-menu-item" onSelect={onSelect} textValue={name}>
      <span>{name}</span>
      <span className="figure">{about}</span>
    </DropdownMenu.Item>
  )
}

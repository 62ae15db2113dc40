import { useEffect, useId, useState } from 'react'
import { ChevronDown, Play } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ConfigField } from '#shared/contract/config-fields'
import type { CommandCheck } from '#shared/contract/config-view'
import { link, useDeck } from '../../state/deck'
import { Button } from '../../ui/controls'
import { textIn } from './config-data'
import { tryCommand } from './editing'
import { FieldRow, type FormTable } from './fields'
import { edit } from './session'

/** The command of a role, the agent and the model that it starts, each to be chosen, and whether it is there. */
export function CommandField({ table, field }: { table: FormTable; field: ConfigField }) {
  const list = useId()
  const agents = useDeck((state) => state.agents)
  const command = textIn(table.data, 'command')
  const checked = useCommandCheck(table.dir, command)
  const check = checked?.check
  // What is known of what was there before must not be written over what was typed since.
  const current = checked?.command === command
  const set = (title: string, value: string) =>
    void edit(table.dir, title, [{ op: 'set', path: [...table.path, 'command'], value }])
  return (
    <FieldRow
      table={table}
      field={field}
      list={list}
      below={
        <>
          <datalist id={list}>
            {agents.map((agent) => (
              <option key={agent.id} value={agent.command} label={agent.label} />
            ))}
          </datalist>
          <div className="config-prompt-foot">
            {agents.length > 0 && (
              <Choice
                label="Agent"
                shown={check?.agent ?? 'other'}
                disabled={!current}
                choices={agents.map((agent) => ({ name: agent.label, value: agent.command }))}
                onChoose={(name, value) => set(`Use ${name} for ${table.name}`, value)}
              />
            )}
            {check && check.models.length > 0 && (
              <Choice
                label="Model"
                shown={check.model ?? 'usual'}
                disabled={!current}
                choices={check.models.map(({ model, command: value }) => ({ name: model ?? 'usual', value }))}
                onChoose={(name, value) => set(`Use the model ${name} for ${table.name}`, value)}
              />
            )}
            <p className="config-command" data-problem={check?.problem != null} aria-live="polite">
              {command !== '' && check && commandText(check, agents.length > 0)}
            </p>
            <span className="spacer" />
            <Button size="small" disabled={command === ''} onClick={() => void tryCommand(table)}>
              <Play size={12} />
              Try it in a terminal
            </Button>
          </div>
        </>
      }
    />
  )
}

/** What the engine says of a command; null until it has looked. */
function useCommandCheck(dir: string, command: string): { command: string; check: CommandCheck } | null {
  const [checked, setChecked] = useState<{ command: string; check: CommandCheck } | null>(null)
  useEffect(() => {
    let wanted = true
    link.request('config.check-command', { dir, command }).then(
      (check) => wanted && setChecked({ command, check }),
      // A lost connection is told elsewhere; the next change asks again.
      () => wanted && setChecked(null),
    )
    return () => {
      wanted = false
    }
  }, [dir, command])
  return checked
}

/** `chosen`: agent and model stand beside it. */
function commandText({ agent, model, problem }: CommandCheck, chosen: boolean): string {
  if (problem !== null) return problem
  if (agent === null) return 'Starts a program that the deck does not know by name'
  return chosen ? '' : `Starts ${agent}${model === null ? '' : `, model ${model}`}`
}

/** A small menu of one value; what is chosen is written into the command. */
function Choice({
  label,
  shown,
  disabled,
  choices,
  onChoose,
}: {
  label: string
  shown: string
  disabled: boolean
  choices: readonly { name: string; value: string }[]
  onChoose(name: string, value: string): void
}) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button size="small" disabled={disabled}>
          {label}: {shown}
          <ChevronDown size={12} />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
          {choices.map(({ name, value }) => (
            <DropdownMenu.Item key={name} className="menu-item" onSelect={() => onChoose(name, value)}>
              {name}
              {name === shown && <span className="figure">now</span>}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

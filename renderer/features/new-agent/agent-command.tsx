import { useId } from 'react'
import { useDeck } from '../../state/deck'
import { Button } from '../../ui/controls'
import './new-agent.css'

interface CommandChoice {
  command: string
  onChange: (command: string) => void
}

/** The command that starts an agent; those of the installed agents are proposed while it is typed. `id` is for its label. */
export function AgentCommand({ id, command, onChange }: CommandChoice & { id: string }) {
  const agents = useDeck((state) => state.agents)
  const list = useId()
  return (
    <>
      <input
        id={id}
        className="field mono"
        list={list}
        value={command}
        spellCheck={false}
        placeholder="claude"
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={list}>
        {agents.map((agent) => (
          <option key={agent.id} value={agent.command}>
            {agent.label}
          </option>
        ))}
      </datalist>
    </>
  )
}

/** A button for each installed agent; nothing without any. */
export function AgentButtons({ command, onChange }: CommandChoice) {
  const agents = useDeck((state) => state.agents)
  if (agents.length === 0) return null
  return (
    <div className="agent-choices" role="group" aria-label="Installed agents">
      {agents.map((agent) => (
        <Button
          key={agent.id}
          size="small"
          kind={command === agent.command ? 'normal' : 'quiet'}
          aria-pressed={command === agent.command}
          onClick={() => onChange(agent.command)}
        >
          {agent.label}
        </Button>
      ))}
    </div>
  )
}

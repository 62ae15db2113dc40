import { useId, useState } from 'react'
import { useDeck } from '../../state/deck'
import { lastPart } from '../../state/navigation'
import { closeDialog } from '../../state/view-store'
import { Button } from '../../ui/controls'
import { Dialog } from '../../ui/dialog'
import { AgentButtons } from '../new-agent/agent-command'
import '../new-agent/new-agent.css'
import { startGenerator } from './generate'

/** Which agent is to propose a team for a folder. */
export function GenerateDialog({ dir }: { dir: string }) {
  const agents = useDeck((state) => state.agents)
  const [command, setCommand] = useState(agents[0]?.command ?? '')
  const [busy, setBusy] = useState(false)
  const id = useId()
  const label = agents.find((agent) => agent.command === command.trim())?.label ?? 'the agent'
  async function start(): Promise<void> {
    if (command.trim() === '' || busy) return
    setBusy(true)
    await startGenerator(dir, command.trim())
    setBusy(false)
  }
  return (
    <Dialog
      title="Generate a team"
      description={`The agent works in ${lastPart(dir)}, in a terminal that you can watch and type into. It is asked to change nothing and to write a proposal, which you accept, change or discard.`}
      onClose={closeDialog}
    >
      <form
        className="new-agent"
        onSubmit={(event) => {
          event.preventDefault()
          void start()
        }}
      >
        <div className="form-row">
          <label htmlFor={`${id}-command`}>Agent</label>
          {agents.length > 0 ? (
            <AgentButtons command={command} onChange={setCommand} />
          ) : (
            <p className="dialog-text">
              No agent was found on this machine. Write the command that starts yours.
            </p>
          )}
          <input
            id={`${id}-command`}
            className="field mono"
            value={command}
            spellCheck={false}
            placeholder="claude"
            onChange={(event) => setCommand(event.target.value)}
          />
        </div>
        <div className="dialog-buttons">
          <Button kind="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button kind="primary" type="submit" disabled={command.trim() === '' || busy}>
            Start {label}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

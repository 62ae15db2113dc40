import { useId, useState } from 'react'
import type { ModeView, ProjectView } from '#shared/contract/views'
import { ask, useDeck } from '../../state/deck'
import { showStartedRun } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { AgentCommand } from '../new-agent/agent-command'
import { paneWords } from './mode-words'
import './modes.css'

/** The workspaces of a folder, each with the command of the agent that is to work in it. */
export function Workspaces({ project }: { project: ProjectView }) {
  const agents = useDeck((state) => state.agents)
  const lastCommand = useDeck((state) => state.settings.lastCommand)
  const [command, setCommand] = useState(lastCommand || agents[0]?.command || '')
  const [busy, setBusy] = useState(false)
  const id = useId()
  async function open(mode: string): Promise<void> {
    setBusy(true)
    const started = await ask('run.open-mode', { dir: project.dir, mode, command })
    if (started) showStartedRun(started.run, project.dir)
    setBusy(false)
  }
  return (
    <section className="teams" aria-label="Workspaces" role="region">
      <div className="workspaces-head">
        <h2>Workspaces</h2>
        <label htmlFor={`${id}-command`}>Agent</label>
        <AgentCommand id={`${id}-command`} command={command} onChange={setCommand} />
      </div>
      {project.modes.map((mode, index) => (
        <ModeChoice
          key={mode.name}
          mode={mode}
          primary={project.orchestrations.length === 0 && index === 0}
          disabled={busy || command.trim() === ''}
          onOpen={() => void open(mode.name)}
        />
      ))}
    </section>
  )
}

function ModeChoice({
  mode,
  primary,
  disabled,
  onOpen,
}: {
  mode: ModeView
  primary: boolean
  disabled: boolean
  onOpen(): void
}) {
  const rules = mode.rules.length
  return (
    <article className="team-choice" aria-label={`Workspace ${mode.name}`}>
      <div className="team-choice-head">
        <h2 className="truncate" title={mode.name}>
          {mode.name}
        </h2>
        <span className="figure">{paneWords(mode)}</span>
        <span className="spacer" />
        <Button kind={primary ? 'primary' : 'normal'} disabled={disabled} onClick={onOpen}>
          Open {mode.name}
        </Button>
      </div>
      <dl className="workspace-panes">
        {mode.initCommand !== undefined && (
          <div>
            <dt>First</dt>
            <dd>
              <code className="selectable">{mode.initCommand}</code>
            </dd>
          </div>
        )}
        {mode.panes.map(({ name, command, watch }, index) => (
          <div key={index}>
            <dt className="truncate" title={name}>
              {name}
            </dt>
            <dd>
              <code className="selectable">{command}</code>
              {watch && <span className="figure"> every 10 s</span>}
            </dd>
          </div>
        ))}
        {rules > 0 && (
          <div>
            <dt>Follows the agent</dt>
            <dd>
              {mode.rules.map((pattern, index) => (
                <code key={index} className="selectable">
                  {pattern}
                </code>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </article>
  )
}

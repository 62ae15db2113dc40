import { useState } from 'react'
import type { ProjectView } from '#shared/contract/views'
import { ask, deck } from '../../state/deck'
import { closeFolder } from '../../state/navigation'
import { view } from '../../state/view-store'
import { Button } from '../../ui/controls'
import './consent.css'

/**
 * A config that comes with a folder can run commands: each is shown before any runs. With one team only, agreeing
 * starts it, for that is what was asked for.
 */
export function Consent({
  project,
  consent,
}: {
  project: ProjectView
  consent: NonNullable<ProjectView['consent']>
}) {
  const [busy, setBusy] = useState(false)
  const alone = project.orchestrations.length === 1 && project.modes.length === 0
  const only = alone ? project.orchestrations[0] : undefined
  async function agree(): Promise<void> {
    setBusy(true)
    const agreed = await ask('project.consent', { dir: project.dir, key: consent.key })
    if (agreed) {
      if (only && !agreed.consent)
        view.setState({ startNext: { dir: project.dir, orchestration: only.name } })
      deck.setState((state) => ({ projects: { ...state.projects, [project.dir]: agreed } }))
    }
    setBusy(false)
  }
  return (
    <section className="consent" aria-label="Commands to agree to" role="region">
      <h2>
        This folder wants to run{' '}
        {consent.commands.length === 1 ? 'a command' : `${consent.commands.length} commands`}
      </h2>
      <p className="page-lead">
        They come from <code>.dot-agent-deck.toml</code> and run on this machine with your rights. Run them
        only if you trust whoever wrote the file. You are asked again when they change.
      </p>
      <table className="consent-commands">
        <tbody>
          {consent.commands.map(({ where, command }) => (
            <tr key={`${where} ${command}`}>
              <th scope="row">
                <span>{where}</span>
              </th>
              <td>
                <code className="selectable">{command}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="page-actions">
        <Button kind="primary" disabled={busy} onClick={() => void agree()}>
          {only ? 'Run these commands' : 'Allow these commands'}
        </Button>
        <Button disabled={busy} onClick={() => closeFolder(project.dir)}>
          Not now
        </Button>
      </div>
    </section>
  )
}

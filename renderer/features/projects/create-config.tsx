import { useState } from 'react'
import type { ProjectView } from '#shared/contract/views'
import { ask, deck, useDeck } from '../../state/deck'
import { openDialog } from '../../state/view-store'
import { Button } from '../../ui/controls'
import { GenerateOffer } from '../generate/generate-offer'
import { StageDiagram } from '../../ui/stage-diagram'

/** The folder has no config: make one from a template, or start a plain agent. */
export function CreateConfig({ project }: { project: ProjectView }) {
  const templates = useDeck((state) => state.templates)
  const [busy, setBusy] = useState(false)
  async function create(template: string): Promise<void> {
    setBusy(true)
    const made = await ask('project.create-config', { dir: project.dir, template })
    if (made) deck.setState((state) => ({ projects: { ...state.projects, [project.dir]: made } }))
    setBusy(false)
  }
  return (
    <>
      <p className="page-lead">
        This folder has no team yet. Choose one to begin with; it is written to{' '}
        <code>.dot-agent-deck.toml</code>, where you can change everything.
      </p>
      {project.offer === 'ask' && <GenerateOffer project={project} />}
      <ul className="templates" aria-label="Templates">
        {templates.map((template) => (
          <li key={template.id} className="template">
            <StageDiagram template={template} />
            <div className="template-text">
              <h2>{template.title}</h2>
              <p>{template.summary}</p>
              <Button disabled={busy} onClick={() => void create(template.id)}>
                Create {template.title}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {project.offer === 'later' && <GenerateOffer project={project} />}
      <div className="plain-agent">
        <div>
          <h2>No team</h2>
          <p>One agent in a terminal, without a config.</p>
        </div>
        <Button onClick={() => openDialog({ kind: 'new-agent', dir: project.dir })}>
          Start a plain agent
        </Button>
      </div>
    </>
  )
}

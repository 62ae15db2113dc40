import { lazy, Suspense, useEffect } from 'react'
import type { OrchestrationView, ProjectView } from '#shared/contract/views'
import { ask, deck, useDeck } from '../../state/deck'
import { view } from '../../state/view-store'
import { Button } from '../../ui/controls'
import { TeamDiagram } from '../../ui/team-diagram'
import { editConfig, useEditing } from '../config-editor/editing'
import { Consent } from '../consent/consent'
import { Workspaces } from '../modes/workspaces'
import { StartWarning } from '../start-team/start-warning'
import { teamStart, useStart } from '../start-team/use-start'
import { CreateConfig } from './create-config'
import { Diagnostics } from './diagnostics'
import { shortPath } from './home'
import { editWords } from './edit-words'
import { PlainAgent } from './plain-agent'
import './projects.css'

const ConfigEditor = lazy(() => import('../config-editor/config-editor'))

/** A folder that is open without a run: make a config, mend it, agree to it, or start a team. */
export function ProjectPage({ dir }: { dir: string }) {
  const project = useDeck((state) => state.projects[dir])
  const connected = useDeck((state) => state.link.kind === 'open')
  const editing = useEditing(dir)
  useEffect(() => {
    if (project || !connected) return
    void ask('project.open', { dir }).then((opened) => {
      if (opened) deck.setState((state) => ({ projects: { ...state.projects, [dir]: opened } }))
    })
  }, [dir, project, connected])
  if (editing) {
    return (
      <Suspense fallback={<main className="page" aria-label="Editor" data-region />}>
        <ConfigEditor dir={dir} />
      </Suspense>
    )
  }
  if (!project) return <main className="page" aria-label="Folder" data-region />
  return (
    <main className="page" aria-label={`Folder: ${project.name}`} data-region>
      <div className="page-inner">
        <header className="project-head">
          <div className="project-title">
            <h1 className="truncate" title={project.name}>
              {project.name}
            </h1>
            <Button onClick={() => void editConfig(project.dir)}>{editWords(project)}</Button>
          </div>
          <p className="project-dir truncate selectable" title={project.dir}>
            {shortPath(project.dir)}
          </p>
        </header>
        <ProjectState project={project} />
      </div>
    </main>
  )
}

function ProjectState({ project }: { project: ProjectView }) {
  if (project.config === 'none') return <CreateConfig project={project} />
  if (project.config === 'broken') return <Diagnostics project={project} />
  if (project.consent) return <Consent project={project} consent={project.consent} />
  return (
    <>
      {project.orchestrations.length > 0 && (
        <section className="teams" aria-label="Teams" role="region">
          {project.orchestrations.map((orchestration, index) => (
            <Team
              key={orchestration.name}
              dir={project.dir}
              orchestration={orchestration}
              primary={index === 0}
            />
          ))}
        </section>
      )}
      {project.modes.length > 0 && <Workspaces project={project} />}
      {project.diagnostics.length > 0 && <Diagnostics project={project} />}
      <PlainAgent dir={project.dir} />
    </>
  )
}

function Team({
  dir,
  orchestration,
  primary,
}: {
  dir: string
  orchestration: OrchestrationView
  primary: boolean
}) {
  const starting = useStart()
  const { start } = starting
  useEffect(() => {
    const next = view.getState().startNext
    if (next?.dir !== dir || next.orchestration !== orchestration.name) return
    view.setState({ startNext: null })
    void start(teamStart(next))
  }, [dir, orchestration.name, start])
  const lead = orchestration.roles.find((role) => role.start)
  const workers = orchestration.roles.filter((role) => !role.start)
  return (
    <article className="team-choice" aria-label={orchestration.name}>
      <div className="team-choice-head">
        <h2 className="truncate" title={orchestration.name}>
          {orchestration.name}
        </h2>
        <span className="figure">
          {orchestration.roles.length} {orchestration.roles.length === 1 ? 'role' : 'roles'}
        </span>
        <span className="spacer" />
        <Button
          kind={primary ? 'primary' : 'normal'}
          autoFocus={primary}
          disabled={starting.busy || starting.warning !== null}
          onClick={() => void starting.start(teamStart({ dir, orchestration: orchestration.name }))}
        >
          Start {orchestration.name}
        </Button>
      </div>
      <StartWarning starting={starting} />
      <div className="team-choice-body">
        <TeamDiagram lead={lead?.name ?? orchestration.name} workers={workers.map((role) => role.name)} />
        <dl className="role-list">
          {orchestration.roles.map((role) => (
            <div key={role.name}>
              <dt>{role.name}</dt>
              <dd>
                {role.description && <span>{role.description}</span>}
                <code className="selectable">{role.command}</code>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </article>
  )
}

import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react'
import { Redo2, RotateCw, Undo2, X } from 'lucide-react'
import { ToggleGroup } from 'radix-ui'
import type { ConfigView } from '#shared/contract/config-view'
import { isNarrow } from '../../app/use-narrow'
import { lastPart } from '../../state/navigation'
import { useDeck } from '../../state/deck'
import { view as windowView } from '../../state/view-store'
import { Button, IconButton } from '../../ui/controls'
import { StageDiagram } from '../../ui/stage-diagram'
import { ProposalBar, useProposing } from '../generate/proposal-bar'
import { ProposalChanges } from '../generate/proposal-changes'
import { Changes } from './changes'
import { teamsOf } from './config-data'
import { FileForm, ModeForm, RoleForm, TeamForm } from './forms'
import { FormHead } from './form-head'
import { focusSelected, Outline, type Selected } from './outline'
import { Problems } from './problems'
import { leaveEditor, select as showSelected, useSelected } from './editing'
import { change, discard, flushHeld, useConfig } from './session'
import type { Place } from './text-tab'
import { TeamPicture } from './team-picture'
import './config-editor.css'
import './config-form.css'
import './config-problems.css'
import './config-text.css'

const TextTab = lazy(() => import('./text-tab'))

/** A folder's config in the editor: as a team that is built by forms, or as text. */
export default function ConfigEditor({ dir }: { dir: string }) {
  const view = useConfig(dir)
  if (!view) return <main className="config-editor" aria-label={`Editor: ${lastPart(dir)}`} data-region />
  return <OpenEditor view={view} />
}

function OpenEditor({ view }: { view: ConfigView }) {
  const { dir } = view
  const [tab, setTab] = useState<'team' | 'text'>(view.data === null ? 'text' : 'team')
  const [place, setPlace] = useState<Place | null>(null)
  const [saving, setSaving] = useState(false)
  const [closing, setClosing] = useState(false)
  const [changesShown, setChangesShown] = useState(() => !isNarrow())
  const proposing = useProposing(view)
  const startSave = () => {
    flushHeld()
    setSaving(true)
  }
  useEditorKeys(dir, startSave)
  const close = () => {
    flushHeld()
    if (view.dirty) setClosing(true)
    else void leave(dir)
  }
  return (
    <main className="config-editor" aria-label={`Editor: ${lastPart(dir)}`}>
      <header className="config-head">
        <h1 className="truncate">{lastPart(dir)}</h1>
        <ToggleGroup.Root
          className="segmented"
          type="single"
          aria-label="View"
          value={tab}
          onValueChange={(value) => {
            flushHeld()
            if (value === 'team' || value === 'text') setTab(value)
          }}
        >
          <ToggleGroup.Item value="team">Team</ToggleGroup.Item>
          <ToggleGroup.Item value="text">Text</ToggleGroup.Item>
        </ToggleGroup.Root>
        <span className="figure" role="status">
          {view.dirty ? 'Not saved' : view.saved === null ? 'New file' : 'Saved'}
        </span>
        <span className="spacer" />
        <IconButton
          label={view.undo ? `Undo: ${view.undo}` : 'Nothing to undo'}
          keys="mod+z"
          disabled={!view.undo}
          onClick={() => void change('config.undo', { dir })}
        >
          <Undo2 size={15} />
        </IconButton>
        <IconButton
          label={view.redo ? `Redo: ${view.redo}` : 'Nothing to redo'}
          keys="mod+shift+z"
          disabled={!view.redo}
          onClick={() => void change('config.redo', { dir })}
        >
          <Redo2 size={15} />
        </IconButton>
        <IconButton
          label="Reload from disk"
          onClick={() => void change('config.resolve', { dir, how: 'theirs' })}
        >
          <RotateCw size={14} />
        </IconButton>
        {proposing === null && (
          <Button kind="primary" disabled={!view.dirty || view.conflict !== null} onClick={startSave}>
            Save
          </Button>
        )}
        <IconButton label="Close the editor" onClick={close}>
          <X size={15} />
        </IconButton>
      </header>
      {closing && (
        <Strip text="There are changes that are not saved.">
          <Button size="small" onClick={() => setClosing(false)}>
            Go on editing
          </Button>
          <Button
            size="small"
            onClick={() => {
              setClosing(false)
              startSave()
            }}
          >
            Save
          </Button>
          <Button size="small" kind="danger" onClick={() => void leave(dir)}>
            Close without saving
          </Button>
        </Strip>
      )}
      <Notices view={view} />
      {proposing && (
        <ProposalBar
          view={view}
          run={proposing}
          changesShown={changesShown}
          onChanges={() => setChangesShown(!changesShown)}
        />
      )}
      <div className="config-body">
        {tab === 'team' ? (
          <TeamTab view={view} onText={() => setTab('text')} />
        ) : (
          <Suspense fallback={<div className="config-text" />}>
            <TextTab view={view} place={place} />
          </Suspense>
        )}
        {proposing && changesShown && <ProposalChanges view={view} />}
      </div>
      <Problems
        view={view}
        onShow={(line, column) => {
          setTab('text')
          setPlace({ line, column })
        }}
      />
      {saving && <Changes view={view} onClose={() => setSaving(false)} />}
    </main>
  )
}

/** What happened to the file outside, and the choice where it meets the person's changes. */
function Notices({ view: { dir, notice, conflict } }: { view: ConfigView }) {
  const resolve = (how: 'merged' | 'mine' | 'theirs') => () => void change('config.resolve', { dir, how })
  if (conflict) {
    return (
      <Strip text={`The file was changed on disk in the same place. ${conflict.reasons.join(' ')}`}>
        <Button size="small" onClick={resolve('theirs')}>
          Take the file
        </Button>
        <Button size="small" onClick={resolve('mine')}>
          Keep my text
        </Button>
        <Button size="small" onClick={resolve('merged')}>
          Take the file there, keep my other changes
        </Button>
      </Strip>
    )
  }
  return notice ? <p className="config-notice">{notice}</p> : null
}

function Strip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="config-strip" role="alert">
      <p>{text}</p>
      <span className="config-strip-actions">{children}</span>
    </div>
  )
}

function TeamTab({ view, onText }: { view: ConfigView; onText(): void }) {
  const { data, dir } = view
  const selected = useSelected(dir)
  const refocus = useRef(false)
  const select = (next: Selected, focus = false) => {
    refocus.current = focus
    showSelected(dir, next)
  }
  useEffect(() => {
    if (!refocus.current) return
    refocus.current = false
    focusSelected()
  }, [selected])
  const teams = teamsOf(data)
  if (data === null) {
    return (
      <div className="config-empty">
        <h2>The text cannot be read as TOML just now</h2>
        <p>Correct the error below in the text. The team comes back as soon as it can be read.</p>
        <Button kind="primary" onClick={onText}>
          Open the text
        </Button>
      </div>
    )
  }
  const shown = existing(selected, view, teams)
  const picture = shown.kind === 'team' || shown.kind === 'role' ? teams[shown.team] : undefined
  return (
    <>
      <Outline dir={dir} data={data} teams={teams} selected={shown} onSelect={select} />
      <div className="config-details" data-region key={JSON.stringify(shown)}>
        <div className="config-columns">
          <div className="config-column">
            {teams.length === 0 && shown.kind === 'file' && (
              <FirstTeam dir={dir} onAdded={() => select({ kind: 'team', team: 0 })} />
            )}
            <FormHead dir={dir} data={data} teams={teams} selected={shown} onSelect={select} />
            <Details view={view} selected={shown} />
          </div>
          {picture && <TeamPicture team={picture} />}
        </div>
      </div>
    </>
  )
}

function Details({ view: { dir, data }, selected }: { view: ConfigView; selected: Selected }) {
  if (data === null) return null
  switch (selected.kind) {
    case 'file':
      return <FileForm dir={dir} data={data} />
    case 'mode':
      return <ModeForm dir={dir} data={data} index={selected.mode} />
    case 'role':
      return (
        <RoleForm dir={dir} data={data} path={['orchestrations', selected.team, 'roles', selected.role]} />
      )
    case 'team': {
      const team = teamsOf(data)[selected.team]
      return team ? <TeamForm dir={dir} data={data} index={selected.team} team={team} /> : null
    }
  }
}

/** The file has no team: one to begin with. */
function FirstTeam({ dir, onAdded }: { dir: string; onAdded(): void }) {
  const templates = useDeck((state) => state.templates)
  return (
    <section className="config-first" role="region" aria-label="Teams to begin with">
      <h2>Begin with a team</h2>
      <p className="config-help">It is added to the file, where you can change everything.</p>
      <ul>
        {templates.map((template) => (
          <li key={template.id}>
            <StageDiagram lead={template.roles[0] ?? template.title} stages={template.stages} />
            <div>
              <h3>{template.title}</h3>
              <p>{template.summary}</p>
              <Button
                size="small"
                onClick={() =>
                  void change('config.add-team', { dir, template: template.id }).then(
                    (done) => done && onAdded(),
                  )
                }
              >
                Add {template.title}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What is selected, or what is nearest to it when it is gone. */
function existing(selected: Selected, view: ConfigView, teams: ReturnType<typeof teamsOf>): Selected {
  if (selected.kind === 'mode') {
    const modes = view.data?.['modes']
    return Array.isArray(modes) && selected.mode < modes.length ? selected : { kind: 'file' }
  }
  if (selected.kind === 'file') return selected
  const team = teams[selected.team]
  if (!team) return { kind: 'file' }
  return selected.kind === 'role' && selected.role >= team.roles.length
    ? { kind: 'team', team: selected.team }
    : selected
}

async function leave(dir: string): Promise<void> {
  leaveEditor(dir)
  await discard(dir)
}

/** The keys of every editor, wherever in the window the keyboard is. */
function useEditorKeys(dir: string, startSave: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const mod = event.ctrlKey || event.metaKey
      if (!mod || event.altKey || event.defaultPrevented || windowView.getState().dialog) return
      const key = event.key.toLowerCase()
      if (document.querySelector('.config-changes, .config-preview')) {
        // The browser would save the page.
        if (key === 's') event.preventDefault()
        return
      }
      const act =
        key === 's' && !event.shiftKey
          ? startSave
          : key === 'z'
            ? () => void change(event.shiftKey ? 'config.redo' : 'config.undo', { dir })
            : key === 'y'
              ? () => void change('config.redo', { dir })
              : undefined
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
}

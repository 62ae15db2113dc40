import { lazy, Suspense, useState } from 'react'
import { Redo2, RotateCw, Undo2, X } from 'lucide-react'
import { ToggleGroup } from 'radix-ui'
import type { ConfigView } from '#shared/contract/config-view'
import { isNarrow } from '../../app/use-narrow'
import { lastPart } from '../../state/navigation'
import { Button, IconButton } from '../../ui/controls'
import { ProposalBar, useProposing } from '../generate/proposal-bar'
import { ProposalChanges } from '../generate/proposal-changes'
import { Changes } from './changes'
import { Problems } from './problems'
import { leaveEditor } from './editing'
import { change, discard, flushHeld, useConfig } from './session'
import { Notices, Strip } from './strip'
import { TeamTab } from './team-tab'
import type { Place } from './text-tab'
import { useEditorKeys } from './use-editor-keys'
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
        <h1 className="truncate" title={dir}>
          {lastPart(dir)}
        </h1>
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

async function leave(dir: string): Promise<void> {
  leaveEditor(dir)
  await discard(dir)
}

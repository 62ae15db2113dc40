import { useRef, useState, type ReactNode } from 'react'
import type { Settings } from '#shared/contract/views'
import { changeSettings } from '../../app/commands'
import { shell } from '../../app/shell'
import { useShortcuts } from '../../app/use-shortcut'
import { deck, useDeck } from '../../state/deck'
import { closeDialog } from '../../state/view-store'
import { Button } from '../../ui/controls'
import { Dialog } from '../../ui/dialog'
import { NeverOffered } from '../generate/never-offered'
import { differences } from './differences'
import { RawFile } from './raw-file'
import { SettingRow } from './setting-row'
import { Notes, SettingsChanges } from './settings-changes'
import { MAX_SETTINGS_BYTES, exportedText, importedFrom, type FileNote } from './settings-file'
import { changesTo, changesToDefaults, found, settingItems } from './settings-list'
import { SettingsShortcuts, foundShortcuts } from './settings-shortcuts'
import './settings.css'

/** What the dialog shows: all settings, or one thing that is done with them as a whole. */
type Page =
  | { kind: 'list' }
  | { kind: 'changes'; title: string; changes: Partial<Settings>; notes: readonly FileNote[] }
  | { kind: 'refused'; file: string; problems: readonly FileNote[] }
  | { kind: 'file' }

const titles = {
  list: 'Settings',
  refused: 'This file was not imported',
  file: 'File of the settings',
} as const

/** All settings, searchable; every change is in force at once. */
export function SettingsDialog({ search: first = '' }: { search?: string }) {
  const [page, setPage] = useState<Page>({ kind: 'list' })
  const [search, setSearch] = useState(first)
  /** What the last change of many settings replaced. */
  const [before, setBefore] = useState<Partial<Settings> | null>(null)
  const changed = useDeck(({ settings }) => (before ? differences(settings, before).length : 0))
  const back = () => setPage({ kind: 'list' })
  const apply = (changes: Partial<Settings>) => {
    setBefore(changesTo({ ...deck.getState().settings, ...changes }, deck.getState().settings))
    changeSettings(changes)
    back()
  }
  return (
    <Dialog
      title={page.kind === 'changes' ? page.title : titles[page.kind]}
      className="settings"
      // Escape goes back by one step.
      onClose={page.kind === 'list' ? closeDialog : back}
    >
      {page.kind === 'list' && (
        <List
          search={search}
          onSearch={setSearch}
          onPage={setPage}
          undo={
            before && (
              <p className="settings-done" role="status">
                {changed} {changed === 1 ? 'setting' : 'settings'} changed.
                <Button
                  size="small"
                  onClick={() => {
                    changeSettings(before)
                    setBefore(null)
                  }}
                >
                  Put {changed === 1 ? 'it' : 'them'} back
                </Button>
              </p>
            )
          }
        />
      )}
      {page.kind === 'changes' && (
        <SettingsChanges
          changes={page.changes}
          notes={page.notes}
          onApply={() => apply(page.changes)}
          onBack={back}
        />
      )}
      {page.kind === 'refused' && (
        <>
          <p className="dialog-text">
            {page.file} has errors, at these lines and columns. Your settings are as they were. Mend the file,
            then import it again.
          </p>
          <div className="settings-body" tabIndex={0} role="region" aria-label="Errors in the file">
            <Notes notes={page.problems} />
          </div>
          <div className="dialog-buttons">
            <Button kind="primary" autoFocus onClick={back}>
              Back
            </Button>
          </div>
        </>
      )}
      {page.kind === 'file' && <RawFile onBack={back} />}
    </Dialog>
  )
}

function List({
  search,
  onSearch,
  onPage,
  undo,
}: {
  search: string
  onSearch(search: string): void
  onPage(page: Page): void
  undo: ReactNode
}) {
  const version = useDeck((state) => state.version)
  const settings = useDeck((state) => state.settings)
  const chooser = useRef<HTMLInputElement>(null)
  const items = found(settingItems, search)
  const shortcuts = foundShortcuts(search, useShortcuts())
  const groups = [...new Set(items.map((item) => item.group))]
  const resets = changesToDefaults(settings)
  return (
    <>
      <input
        className="field"
        type="search"
        aria-label="Search the settings"
        placeholder="Search settings and shortcuts"
        autoFocus
        value={search}
        onChange={(event) => onSearch(event.target.value)}
      />
      <div className="settings-body">
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <h3 className="section-title">{group}</h3>
            {items
              .filter((item) => item.group === group)
              .map((item) => (
                <SettingRow key={item.key} item={item} />
              ))}
            {group === 'Notifications' && shell.kind === 'browser' && (
              <p className="figure">In a browser, notifications appear in this window.</p>
            )}
          </section>
        ))}
        {search.trim() === '' && <NeverOffered />}
        {shortcuts.length > 0 && (
          <section aria-label="Keyboard shortcuts">
            <h3 className="section-title">Keyboard shortcuts</h3>
            <SettingsShortcuts entries={shortcuts} />
          </section>
        )}
        {items.length === 0 && shortcuts.length === 0 && (
          <p className="dialog-text">Nothing is called so, or does that. Try another word.</p>
        )}
      </div>
      {undo}
      <footer className="settings-foot">
        <Button size="small" onClick={() => onPage({ kind: 'file' })}>
          Open the raw file
        </Button>
        <Button size="small" onClick={() => saveAs('dot-agent-deck-settings.json', exportedText(settings))}>
          Export
        </Button>
        <Button size="small" onClick={() => chooser.current?.click()}>
          Import…
        </Button>
        <input
          ref={chooser}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label="File to import"
          onChange={(event) => {
            const [file] = event.target.files ?? []
            // The same file may be chosen again, once it is mended.
            event.target.value = ''
            if (file) void readChosen(file, settings).then(onPage)
          }}
        />
        <Button
          size="small"
          disabled={Object.keys(resets).length === 0}
          onClick={() => onPage({ kind: 'changes', title: 'Reset all settings', changes: resets, notes: [] })}
        >
          Reset all…
        </Button>
        <span className="spacer" />
        <span className="figure selectable">DOT Agent Deck {version}</span>
      </footer>
    </>
  )
}

/** What is to be shown of a file that was chosen for import. */
async function readChosen(file: File, settings: Settings): Promise<Page> {
  const refused = (message: string): Page => ({
    kind: 'refused',
    file: file.name,
    problems: [{ line: 1, column: 1, message }],
  })
  if (file.size > MAX_SETTINGS_BYTES) return refused('It is too large to be a file of settings.')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch {
    return refused('It cannot be read as UTF-8 text.')
  }
  const imported = importedFrom(text, shell.platform)
  if (!imported.ok) return { kind: 'refused', file: file.name, problems: imported.problems }
  return {
    kind: 'changes',
    title: `Import ${file.name}`,
    changes: changesTo(settings, imported.settings),
    notes: imported.notes,
  }
}

/** Hands a text to the person as a file; where it goes is for the browser or the system to ask. */
function saveAs(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.download = name
  anchor.click()
  // Not before the download has begun to read it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

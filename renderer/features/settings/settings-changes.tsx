import type { Settings } from '#shared/contract/views'
import { useDeck } from '../../state/deck'
import { Button } from '../../ui/controls'
import { differences } from './differences'
import type { FileNote } from './settings-file'

/** What would change, before it does. */
export function SettingsChanges({
  changes,
  notes,
  onApply,
  onBack,
}: {
  changes: Partial<Settings>
  notes: readonly FileNote[]
  onApply(): void
  onBack(): void
}) {
  const settings = useDeck((state) => state.settings)
  const changed = differences(settings, changes)
  return (
    <>
      <div className="settings-body" tabIndex={0} role="region" aria-label="Changes">
        {changed.length === 0 && (
          <p className="dialog-text">Nothing would change: all settings are so already.</p>
        )}
        <dl className="settings-diff">
          {changed.map(({ id, title, from, to }) => (
            <div key={id}>
              <dt>{title}</dt>
              <dd>
                <del>{from}</del>
                <span aria-hidden="true"> → </span>
                <ins>{to}</ins>
              </dd>
            </div>
          ))}
        </dl>
        <Notes notes={notes} />
      </div>
      <div className="dialog-buttons">
        <Button autoFocus={changed.length === 0} onClick={onBack}>
          Back
        </Button>
        {changed.length > 0 && (
          <Button kind="primary" autoFocus onClick={onApply}>
            Change {changed.length} {changed.length === 1 ? 'setting' : 'settings'}
          </Button>
        )}
      </div>
    </>
  )
}

/** What is to be said about a file, with its places. */
export function Notes({ notes }: { notes: readonly FileNote[] }) {
  if (notes.length === 0) return null
  return (
    <ul className="settings-notes selectable">
      {notes.map((note) => (
        <li key={`${note.line}:${note.column}`}>
          <code>
            {note.line}:{note.column}
          </code>
          <span>{note.message}</span>
        </li>
      ))}
    </ul>
  )
}

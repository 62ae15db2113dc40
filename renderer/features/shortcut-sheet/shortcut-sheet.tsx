import { actionEntries, keyedEntries, roleEntries, type ActionEntry } from '#shared/shortcuts/actions'
import { chordInTerminal, type Chord } from '#shared/shortcuts/chords'
import { shell } from '../../app/shell'
import { useShortcuts } from '../../app/use-shortcut'
import { closeDialog, openDialog } from '../../state/view-store'
import { Button, Keys } from '../../ui/controls'
import { Dialog } from '../../ui/dialog'
import './shortcut-sheet.css'

const groups: readonly ActionEntry['group'][] = ['Go to', 'View', 'Run', 'Project', 'App']

/** All keys as they are set now, read from the same list that makes them work. */
export function ShortcutSheet() {
  const shortcuts = useShortcuts()
  const differs = shell.platform !== 'darwin'
  // Nine rows that say the same are one, as long as the person has not made them differ.
  const rolesAsUsual = roleEntries.every((entry) => shortcuts.get(entry.id) === entry.keys)
  const listed: readonly ActionEntry[] = rolesAsUsual ? actionEntries : keyedEntries
  return (
    <Dialog title="Keyboard shortcuts" className="sheet" onClose={closeDialog}>
      {differs && (
        <p className="dialog-text">
          A terminal in focus gets every key that is not listed. Where programs need a plain Ctrl key
          themselves, the second keys work there.
        </p>
      )}
      <div className="sheet-groups">
        {groups.map((group) => {
          const rows = listed.filter((entry) => entry.group === group && shortcuts.has(entry.id))
          const withRoles = group === 'Go to' && rolesAsUsual
          if (rows.length === 0 && !withRoles) return null
          return (
            <section key={group} aria-label={group}>
              <h3 className="section-title">{group}</h3>
              <dl>
                {withRoles && <RolesRow />}
                {rows.map((entry) => (
                  <Row key={entry.id} title={entry.title} chord={shortcuts.get(entry.id)} />
                ))}
              </dl>
            </section>
          )
        })}
        <section aria-label="In a terminal">
          <h3 className="section-title">In a terminal</h3>
          <dl>
            <FixedRow title="Copy the selection" chord={differs ? 'mod+shift+c' : 'mod+c'} />
            <FixedRow title="Paste" chord={differs ? 'mod+shift+v' : 'mod+v'} />
            <FixedRow title="New line in an input box" chord="shift+enter" />
          </dl>
        </section>
        <section aria-label="While writing a task">
          <h3 className="section-title">While writing a task</h3>
          <dl>
            <FixedRow title="Send it" chord="mod+enter" />
            <FixedRow title="Earlier texts, in an empty box" chord="↑" />
          </dl>
        </section>
      </div>
      <div className="dialog-buttons">
        <Button onClick={() => openDialog({ kind: 'settings', search: 'keyboard shortcuts' })}>
          Change keys…
        </Button>
        <Button kind="primary" autoFocus onClick={closeDialog}>
          Close
        </Button>
      </div>
    </Dialog>
  )
}

function RolesRow() {
  const first = roleEntries[0]?.keys
  const last = roleEntries.at(-1)?.keys
  return (
    <div className="sheet-row">
      <dt>Focus role 1 to {roleEntries.length}</dt>
      <dd>
        {first && <Keys chord={first} />}
        <span>to</span>
        {last && <Keys chord={last} />}
      </dd>
    </div>
  )
}

/** An action, with its other keys for terminals where it has some. */
function Row({ title, chord }: { title: string; chord: Chord | undefined }) {
  const inTerminal = chord && chordInTerminal(chord, shell.platform)
  return (
    <div className="sheet-row">
      <dt>{title}</dt>
      <dd>
        {chord && <Keys chord={chord} />}
        {inTerminal && (
          <>
            <span>in a terminal</span>
            <Keys chord={inTerminal} />
          </>
        )}
      </dd>
    </div>
  )
}

/** Keys that cannot be changed. */
function FixedRow({ title, chord }: { title: string; chord: string }) {
  return (
    <div className="sheet-row">
      <dt>{title}</dt>
      <dd>
        <Keys chord={chord} />
      </dd>
    </div>
  )
}

import { fixedActions, roleActions, type Action } from '../../app/actions'
import { shell } from '../../app/shell'
import { closeDialog } from '../../state/view-store'
import { Keys } from '../../ui/controls'
import { Dialog } from '../../ui/dialog'
import './shortcut-sheet.css'

const groups: readonly Action['group'][] = ['Go to', 'View', 'Run', 'Project', 'App']
const first = roleActions[0]
const last = roleActions.at(-1)

/** All keys, read from the same list that makes them work. */
export function ShortcutSheet() {
  const withKeys = fixedActions.filter((action) => action.keys)
  const differs = shell.platform !== 'darwin'
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
          const rows = withKeys.filter((action) => action.group === group)
          if (rows.length === 0) return null
          return (
            <section key={group} aria-label={group}>
              <h3 className="section-title">{group}</h3>
              <dl>
                {group === 'Go to' && first?.keys && last?.keys && (
                  <div className="sheet-row">
                    <dt>Focus role 1 to 9</dt>
                    <dd>
                      <Keys chord={first.keys} />
                      <span>to</span>
                      <Keys chord={last.keys} />
                    </dd>
                  </div>
                )}
                {rows.map((action) => (
                  <div key={action.id} className="sheet-row">
                    <dt>{action.title}</dt>
                    <dd>
                      {action.keys && <Keys chord={action.keys} />}
                      {differs && action.keysInTerminal && (
                        <>
                          <span>in a terminal</span>
                          <Keys chord={action.keysInTerminal} />
                        </>
                      )}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
        <section aria-label="In a terminal">
          <h3 className="section-title">In a terminal</h3>
          <dl>
            <Row title="Copy the selection" chord={differs ? 'mod+shift+c' : 'mod+c'} />
            <Row title="Paste" chord={differs ? 'mod+shift+v' : 'mod+v'} />
            <Row title="New line in an input box" chord="shift+enter" />
          </dl>
        </section>
        <section aria-label="While writing a task">
          <h3 className="section-title">While writing a task</h3>
          <dl>
            <Row title="Send it" chord="mod+enter" />
            <Row title="Earlier texts, in an empty box" chord="↑" />
          </dl>
        </section>
      </div>
    </Dialog>
  )
}

function Row({ title, chord }: { title: string; chord: string }) {
  return (
    <div className="sheet-row">
      <dt>{title}</dt>
      <dd>
        <Keys chord={chord} />
      </dd>
    </div>
  )
}

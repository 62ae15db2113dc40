import { fixedActions, type Action } from '../../app/actions'
import { shell } from '../../app/shell'
import { Keys } from '../../ui/controls'
import { hasWords } from './settings-list'

/** The actions with keys that a search finds. */
export function foundShortcuts(search: string): Action[] {
  return fixedActions.filter(
    (action) =>
      action.keys && hasWords(`${action.title} ${action.group} keyboard shortcut ${action.keys}`, search),
  )
}

/** Keys of actions, to be looked up beside the settings. */
export function SettingsShortcuts({ actions }: { actions: readonly Action[] }) {
  return (
    <dl className="settings-keys">
      {actions.map((action) => (
        <div key={action.id}>
          <dt>{action.title}</dt>
          <dd>
            {action.keys && <Keys chord={action.keys} />}
            {shell.platform !== 'darwin' && action.keysInTerminal && (
              <>
                <span className="figure">in a terminal</span>
                <Keys chord={action.keysInTerminal} />
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

import { useMemo, useState } from 'react'
import { Command } from 'cmdk'
import { closeDialog } from '../state/view-store'
import { Keys } from '../ui/controls'
import type { Action } from './actions'
import { findActions } from './find-actions'
import { paletteActions } from './palette-actions'
import { useShortcut } from './use-shortcut'
import './palette.css'

/** Every action that makes sense now, found by its name. */
export default function Palette() {
  const actions = useMemo(() => paletteActions(), [])
  const [text, setText] = useState('')
  const found = findActions(actions, text)
  // Groups are for looking around; what was looked for comes best first.
  const groups =
    text.trim() === ''
      ? [...new Set(actions.map((action) => action.group))]
      : found.length > 0
        ? ['Found']
        : []
  const choose = (action: Action) => {
    closeDialog()
    // After the dialog has given the keyboard back, so that the action may put it elsewhere.
    setTimeout(() => action.run(), 0)
  }
  return (
    <Command.Dialog
      open
      onOpenChange={(open) => !open && closeDialog()}
      label="All actions"
      overlayClassName="dialog-scrim"
      contentClassName="palette"
      loop
      shouldFilter={false}
    >
      <Command.Input
        className="palette-input"
        placeholder="What do you want to do?"
        value={text}
        onValueChange={setText}
      />
      <Command.List className="palette-list">
        <Command.Empty className="palette-empty">Nothing is called that.</Command.Empty>
        {groups.map((group) => (
          <Command.Group key={group} heading={group}>
            {found
              .filter((action) => group === 'Found' || action.group === group)
              .map((action) => (
                <Command.Item
                  key={action.id}
                  value={`${action.title} ${action.id}`}
                  onSelect={() => choose(action)}
                >
                  <span className="truncate" title={action.title}>
                    {action.title}
                  </span>
                  <span className="spacer" />
                  <KeysOf action={action.keysOf ?? action.id} />
                </Command.Item>
              ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command.Dialog>
  )
}

function KeysOf({ action }: { action: string }) {
  const keys = useShortcut(action)
  return keys && <Keys chord={keys} />
}

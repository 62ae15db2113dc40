import { useEffect, useRef, useState } from 'react'
import { RotateCcw } from 'lucide-react'
import type { ActionEntry } from '#shared/shortcuts/actions'
import { clashOf, withKeys, type ChosenKeys } from '#shared/shortcuts/assigned'
import { chordInTerminal, chordText, type Chord } from '#shared/shortcuts/chords'
import { pressedKeys } from '#shared/shortcuts/refusal'
import { changeSettings } from '../../app/commands'
import { shell } from '../../app/shell'
import { deck } from '../../state/deck'
import { Button, IconButton, Keys } from '../../ui/controls'

/** What a row is in the middle of: keys are to be pressed, or they are another action's. */
type Change = { kind: 'press'; refused: string | null } | { kind: 'clash'; keys: Chord; with: ActionEntry }

/** One action with its keys. @param keys those that it has now. */
export function ShortcutRow({ entry, keys }: { entry: ActionEntry; keys: Chord | undefined }) {
  const differs = keys !== entry.keys
  const button = useRef<HTMLButtonElement>(null)
  const [change, setChange] = useState<Change | null>(null)
  const pressing = change?.kind === 'press'

  const put = (chosen: ChosenKeys, from?: ActionEntry) => {
    changeSettings({ shortcuts: withKeys(deck.getState().settings.shortcuts, entry.id, chosen, from) })
    setChange(null)
  }
  const choose = (chosen: ChosenKeys) => {
    const other =
      chosen === ''
        ? undefined
        : clashOf(entry.id, chosen, deck.getState().settings.shortcuts, shell.platform)
    if (other !== undefined && chosen !== '') setChange({ kind: 'clash', keys: chosen, with: other })
    else put(chosen)
  }
  const toButton = () => button.current?.focus()
  usePressedKeys(pressing, (event) => {
    if (event.key === 'Escape') return setChange(null)
    if (event.key === 'Backspace' && !event.ctrlKey && !event.metaKey && !event.altKey) return put('')
    const pressed = pressedKeys(event, shell.platform)
    if (pressed === undefined) return
    // Its own keys are never refused: they are what the row began with.
    if ('chord' in pressed) choose(pressed.chord)
    else if (pressed.chordRefused !== undefined && pressed.chordRefused === entry.keys) choose(entry.keys)
    else setChange({ kind: 'press', refused: pressed.refused })
  })

  const name = entry.title.replace('…', '')
  const inTerminal = keys && chordInTerminal(keys, shell.platform)
  const defaultText = entry.keys ? chordText(entry.keys, shell.platform) : 'none'
  return (
    <li data-changing={change !== null}>
      <span className="shortcut-title">{entry.title}</span>
      {differs && (
        <IconButton
          label={`Reset the keys of “${name}” to ${defaultText}`}
          className="setting-reset"
          onClick={() => {
            choose(entry.keys ?? '')
            toButton()
          }}
        >
          <RotateCcw size={12} />
        </IconButton>
      )}
      <span className="spacer" />
      {inTerminal && !pressing && (
        <span className="shortcut-too figure">
          in a terminal <Keys chord={inTerminal} />
        </span>
      )}
      <button
        ref={button}
        type="button"
        className="shortcut-keys"
        aria-label={`Keys of “${name}”: ${keys ? chordText(keys, shell.platform) : 'none'}. Default: ${defaultText}`}
        aria-pressed={pressing}
        onClick={() => setChange({ kind: 'press', refused: null })}
        onBlur={() => pressing && setChange(null)}
      >
        {pressing ? 'Press the keys' : keys ? <Keys chord={keys} /> : 'None'}
      </button>
      {change && (
        <div className="shortcut-change" role="status">
          {change.kind === 'press' && (
            <p className={change.refused === null ? 'setting-help' : 'form-problem'}>
              {change.refused ?? 'Escape leaves them as they are. Backspace takes them away.'}
            </p>
          )}
          {change.kind === 'clash' && (
            <>
              <p>
                {chordText(change.keys, shell.platform)} belongs to “{change.with.title}”, which would have no
                keys then.
              </p>
              <Button
                size="small"
                autoFocus
                onClick={() => {
                  setChange(null)
                  toButton()
                }}
              >
                Leave it there
              </Button>
              <Button
                size="small"
                kind="primary"
                onClick={() => {
                  put(change.keys, change.with)
                  toButton()
                }}
              >
                Take it over
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  )
}

/** Hears every key before the dialog does, as long as keys are to be pressed. Tab goes on to the next control. */
function usePressedKeys(active: boolean, onPress: (event: KeyboardEvent) => void): void {
  const latest = useRef(onPress)
  useEffect(() => {
    latest.current = onPress
  })
  useEffect(() => {
    if (!active) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Tab' && !event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (!event.repeat) latest.current(event)
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [active])
}

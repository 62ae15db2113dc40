import { actionEntries, roleEntries, type ActionEntry } from '#shared/shortcuts/actions'
import { assignedKeys } from '#shared/shortcuts/assigned'
import { chordInTerminal, matches, type Chord, type KeyPress } from '#shared/shortcuts/chords'
import type { Pane, Run } from '#shared/model/state'
import { panesOnShow } from '#shared/model/seats'
import { deck } from '../state/deck'
import { currentRun, showPane } from '../state/navigation'
import { deeds, type Deed } from './deeds'
import { shell } from './shell'

/** Something that a person can do now or later, with what it does. */
export interface Action extends Omit<ActionEntry, 'keys'>, Deed {}

/** Actions that exist in every state of the window. */
export const fixedActions: readonly Action[] = actionEntries.map(({ id, title, group }) => ({
  id,
  title,
  group,
  ...deeds[id],
}))

/** Focus the first to ninth role of the run in front. */
export const roleActions: readonly Action[] = roleEntries.map(({ id, title, group }, index) => ({
  id,
  title,
  group,
  enabled: () => panesOf(currentRun())[index] !== undefined,
  run: () => {
    const run = currentRun()
    const pane = panesOf(run)[index]
    if (run && pane) showPane(run.id, pane.pane)
  },
}))

/** The cards of a run, in the order in which the sidebar shows them. */
export function panesOf(run: Run | undefined): Pane[] {
  return run ? panesOnShow(run) : []
}

export function isEnabled(action: Action): boolean {
  return action.enabled?.() ?? true
}

/** The action of a key press; undefined means that the press belongs to whatever has the focus. */
export function actionFor(
  press: KeyPress,
  inTerminal: boolean,
  platform = shell.platform,
): Action | undefined {
  const assigned = assignedKeys(deck.getState().settings.shortcuts, platform)
  const isPressed = (chord: Chord | undefined) => chord !== undefined && matches(chord, press, platform)
  return [...fixedActions, ...roleActions].find((action) => {
    const keys = assigned.get(action.id)
    if (keys === undefined || !isEnabled(action)) return false
    const other = chordInTerminal(keys, platform)
    return isPressed(other) || (isPressed(keys) && !(inTerminal && other !== undefined))
  })
}

/** Runs an action by its id, for the desktop's menu. */
export function runAction(id: string): void {
  const action = [...fixedActions, ...roleActions].find((candidate) => candidate.id === id)
  if (action && isEnabled(action)) action.run()
}

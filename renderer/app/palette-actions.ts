import { attentionOf } from '#shared/model/attention'
import { seatName } from '#shared/model/seats'
import { focusRoleId } from '#shared/shortcuts/actions'
import { sideActions } from '../features/modes/side-actions'
import { deck } from '../state/deck'
import { currentRun, currentTabs, go, openFolder, placeOf, showPane } from '../state/navigation'
import { fixedActions, isEnabled, panesOf, type Action } from './actions'

/** An action that the palette offers, and whose keys do the same. */
export interface PaletteAction extends Action {
  /** Absent: its own. */
  keysOf?: string
}

/** What the palette offers now: the fixed actions, and one for each role, tab and recent folder. */
export function paletteActions(): PaletteAction[] {
  const run = currentRun()
  const roles = panesOf(run).map((pane, index): PaletteAction => ({
    id: `role:${pane.pane}`,
    title: `Go to ${seatName(pane)}`,
    group: 'Go to',
    keysOf: focusRoleId(index),
    run: () => run && showPane(run.id, pane.pane),
  }))
  const tabs = currentTabs().map((tab): Action => {
    const title = tab.kind === 'run' ? `${tab.run.project.name}: ${tab.run.title}` : tab.name
    const needs =
      tab.kind === 'run' ? attentionOf(tab.run).filter((item) => item.kind !== 'finished').length : 0
    return {
      id: `tab:${tab.kind === 'run' ? tab.run.id : tab.dir}`,
      title: `Switch to ${title}${needs > 0 ? ` (needs you)` : ''}`,
      group: 'Go to',
      run: () => go(placeOf(tab)),
    }
  })
  const recents = deck.getState().recents.map((recent): Action => ({
    id: `recent:${recent.dir}`,
    title: `Open ${recent.name}`,
    group: 'Project',
    run: () => void openFolder(recent.dir),
  }))
  return [...roles, ...(run ? sideActions(run) : []), ...tabs, ...fixedActions.filter(isEnabled), ...recents]
}

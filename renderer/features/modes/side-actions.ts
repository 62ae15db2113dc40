import type { Run, Side } from '#shared/model/state'
import { sidesOf } from '#shared/model/workspace'
import type { Action } from '../../app/actions'
import { ask } from '../../state/deck'
import { focusTerminal } from '../../state/navigation'
import { view } from '../../state/view-store'

/** What the palette offers for the side panes of a workspace. */
export function sideActions(run: Run): Action[] {
  return run.workspace ? sidesOf(run.workspace).flatMap((side) => actionsOf(run, side)) : []
}

function actionsOf(run: Run, side: Side): Action[] {
  const { name, running, every, paused } = side
  const act = (id: string, title: string, does: () => void, group: Action['group'] = 'Run'): Action => ({
    id: `${id}:${side.side}`,
    title,
    group,
    run: does,
  })
  const show = act(
    'side',
    `Go to pane ${name}`,
    () => {
      // Another pane may fill the space.
      view.setState((state) => ({ zoomedSide: { ...state.zoomedSide, [run.id]: null } }))
      focusTerminal(side.side)
    },
    'Go to',
  )
  if (side.session === null) return []
  if (side.kind === 'init') return [show]
  const again = act('side-again', `Run ${name} again`, () => {
    void ask('side.run-again', { run: run.id, side: side.side })
  })
  const pause = act('side-pause', paused ? `Let ${name} go on` : `Pause ${name}`, () => {
    void ask('side.pause', { run: run.id, side: side.side, paused: !paused })
  })
  return [show, again, ...(running && every !== null ? [pause] : [])]
}

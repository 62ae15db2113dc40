import { Fragment, useState } from 'react'
import { Group, Panel, Separator, type Layout } from 'react-resizable-panels'
import type { Run, Side, WorkspaceState } from '#shared/model/state'
import { sidesOf } from '#shared/model/workspace'
import { useNarrow } from '../../app/use-narrow'
import { useView } from '../../state/deck'
import { view } from '../../state/view-store'
import { TerminalPane } from '../terminal-pane/terminal-pane'
import { SidePane } from './side-pane'
import './modes.css'

/** A workspace: the agent, and its panes at the right; in a narrow window below it. */
export function WorkspaceView({
  run,
  workspace,
  agent,
}: {
  run: Run
  workspace: WorkspaceState
  agent: string
}) {
  const narrow = useNarrow()
  /** The pane that had the keyboard last; find looks into it. */
  const [active, setActive] = useState(agent)
  const zoomed = useView((state) => state.zoomedSide[run.id] ?? null)
  const sides = sidesOf(workspace)
  const pane = <TerminalPane key={agent} run={run} pane={agent} selected={active === agent} />
  if (sides.length === 0) return pane
  const zoom = (side: string | null): void =>
    view.setState((state) => ({ zoomedSide: { ...state.zoomedSide, [run.id]: side } }))
  const alone = sides.find(({ side }) => side === zoomed)
  if (alone) {
    return (
      <SidePane
        run={run}
        workspace={workspace}
        side={alone}
        active
        onFocus={() => setActive(alone.side)}
        zoomed
        onZoom={() => zoom(null)}
      />
    )
  }
  const across = narrow ? 'vertical' : 'horizontal'
  const along = narrow ? 'horizontal' : 'vertical'
  const group = `${run.project.dir}/${workspace.mode}/${across}`
  // Which panes there are decides what their shares mean.
  const panes = sides.map((side) => placeOf(run, side)).join()
  return (
    <Group key={group} id="workspace" orientation={across} {...remembered(group)}>
      <Panel id="agent" minSize={narrow ? 150 : 320} defaultSize="56%">
        <div className="workspace-agent" onFocusCapture={() => setActive(agent)}>
          {pane}
        </div>
      </Panel>
      <Separator className="divider" />
      <Panel id="sides" minSize={narrow ? 110 : 220}>
        <Group key={panes} id="side-panes" orientation={along} {...remembered(`${group}/${panes}`)}>
          {sides.map((side, index) => (
            <Fragment key={side.side}>
              {index > 0 && <Separator className="divider" />}
              <Panel id={placeOf(run, side)} minSize={narrow ? 140 : 62}>
                <SidePane
                  run={run}
                  workspace={workspace}
                  side={side}
                  active={active === side.side}
                  onFocus={() => setActive(side.side)}
                  zoomed={false}
                  onZoom={() => zoom(side.side)}
                />
              </Panel>
            </Fragment>
          ))}
        </Group>
      </Panel>
    </Group>
  )
}

/** A pane's place in its workspace, the same in every run of it. */
function placeOf(run: Run, { side }: Side): string {
  return side.slice(run.id.length + 1)
}

/** Shares as the person left them, in every run of a workspace. */
function remembered(group: string) {
  const shares = view.getState().shares[group]
  return {
    ...(shares ? { defaultLayout: shares } : {}),
    onLayoutChanged: (layout: Layout, { isUserInteraction }: { isUserInteraction: boolean }): void => {
      if (isUserInteraction) view.setState((state) => ({ shares: { ...state.shares, [group]: layout } }))
    },
  }
}

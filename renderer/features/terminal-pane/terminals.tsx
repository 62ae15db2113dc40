import { Fragment } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { isVacant, panesOnShow } from '#shared/model/seats'
import type { Run } from '#shared/model/state'
import { useSlim } from '../../app/use-narrow'
import { useDeck, useView } from '../../state/deck'
import { view } from '../../state/view-store'
import { evenGrid } from './grid'
import { TerminalPane } from './terminal-pane'

/** The run's terminals: one large, or all in an even grid of which one may be zoomed. Hidden ones are not mounted. */
export function Terminals({ run, selected }: { run: Run; selected: string }) {
  const layout = useDeck((state) => state.settings.layout)
  const slim = useSlim()
  const zoomed = useView((state) => state.zoomed[run.id] ?? false)
  if (layout === 'stacked' || run.paneOrder.length === 1) {
    return <TerminalPane key={selected} run={run} pane={selected} selected />
  }
  const toggle = (pane: string) => () =>
    view.setState((state) => ({
      selected: { ...state.selected, [run.id]: pane },
      zoomed: { ...state.zoomed, [run.id]: !zoomed },
    }))
  if (zoomed) {
    return (
      <TerminalPane
        key={selected}
        run={run}
        pane={selected}
        selected
        zoom={{ zoomed, toggle: toggle(selected) }}
      />
    )
  }
  return (
    <Group orientation="vertical" id="tiles">
      {evenGrid(tilesOf(run), slim ? 2 : Infinity).map((row, index) => (
        <Fragment key={row.join()}>
          {index > 0 && <Separator className="divider" />}
          <Panel minSize={90} id={`row-${index}`}>
            <Group orientation="horizontal" id={`row-group-${index}`}>
              {row.map((pane, column) => (
                <Fragment key={pane}>
                  {column > 0 && <Separator className="divider" />}
                  <Panel minSize={120} id={pane}>
                    <TerminalPane
                      run={run}
                      pane={pane}
                      selected={pane === selected}
                      zoom={{ zoomed, toggle: toggle(pane) }}
                    />
                  </Panel>
                </Fragment>
              ))}
            </Group>
          </Panel>
        </Fragment>
      ))}
    </Group>
  )
}

/** The panes of the grid: those that have a terminal, or get one with the run. */
function tilesOf(run: Run): string[] {
  return panesOnShow(run)
    .filter((pane) => !isVacant(pane))
    .map(({ pane }) => pane)
}

import { Columns2, LayoutGrid, Square } from 'lucide-react'
import { ToggleGroup } from 'radix-ui'
import { cardOf } from '#shared/model/selectors'
import type { Run } from '#shared/model/state'
import { WaitingTexts } from '../features/composer/waiting-texts'
import { PausedStrip } from '../features/pause/pause'
import { SummaryButton } from '../features/summary/summary-button'
import { isExported } from '../state/deck-store'
import { useDeck, useView } from '../state/deck'
import { IconButton } from '../ui/controls'
import { changeSettings, togglePanel } from './commands'
import { useNarrow } from './use-narrow'
import { useShortcut } from './use-shortcut'

/** How the terminals are laid out, whether the run is paused, and what waits for the role in focus. */
export function RunFoot({ run, selected }: { run: Run; selected: string }) {
  const layout = useDeck((state) => state.settings.layout)
  const beside = useDeck((state) => state.settings.panelOpen)
  const over = useView((state) => state.panelOver)
  const panelOpen = useNarrow() ? over : beside
  const { queued, role } = cardOf(run, selected)
  const paused = run.phase === 'running' ? run.paused : null
  return (
    <div className="run-foot" data-paused={paused !== null}>
      {run.paneOrder.length > 1 && !isExported(run) && (
        <ToggleGroup.Root
          className="segmented"
          type="single"
          aria-label="Layout"
          value={layout}
          onValueChange={(value) => {
            if (value === 'stacked' || value === 'tiled') changeSettings({ layout: value })
          }}
        >
          <ToggleGroup.Item value="stacked" title="One large terminal">
            <Square size={12} />
            <span className="run-foot-word">Stacked</span>
          </ToggleGroup.Item>
          <ToggleGroup.Item value="tiled" title="All terminals side by side">
            <LayoutGrid size={12} />
            <span className="run-foot-word">Tiled</span>
          </ToggleGroup.Item>
        </ToggleGroup.Root>
      )}
      <WaitingTexts run={run} pane={selected} narrow={paused !== null} />
      {paused ? <PausedStrip paused={paused} run={run.id} /> : <span className="spacer" />}
      {queued > 0 && !paused && (
        <span className="figure">
          {queued} {queued === 1 ? 'task' : 'tasks'} queued for {role}
        </span>
      )}
      {run.phase === 'finished' && <SummaryButton run={run} />}
      <IconButton
        label="Task and timeline"
        keys={useShortcut('toggle-panel')}
        aria-pressed={panelOpen}
        onClick={togglePanel}
      >
        <Columns2 size={15} />
      </IconButton>
    </div>
  )
}

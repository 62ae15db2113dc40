import { useRef } from 'react'
import { Columns2, LayoutGrid, Square } from 'lucide-react'
import { ToggleGroup } from 'radix-ui'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { cardOf } from '#shared/model/selectors'
import type { Run } from '#shared/model/state'
import { Composer } from '../features/composer/composer'
import { DocumentView } from '../features/document/document-view'
import { RunSummary } from '../features/summary/run-summary'
import { StartFailed } from '../features/summary/start-failed'
import { TaskPanel } from '../features/task-panel/task-panel'
import { Sidebar } from '../features/team/sidebar'
import { Terminals } from '../features/terminal-pane/terminals'
import { Timeline } from '../features/timeline/timeline'
import { failedToStart } from '../state/deck-store'
import { useDeck, useView } from '../state/deck'
import { selectedPane } from '../state/navigation'
import { IconButton } from '../ui/controls'
import { changeSettings, togglePanel } from './commands'
import { useNarrow } from './use-narrow'
import './run-view.css'

/** A run: the team, the terminals, and the task with the timeline. */
export function RunView({ run }: { run: Run }) {
  const settings = useDeck((state) => state.settings)
  const narrow = useNarrow()
  const sizes = useRef<{ sidebar?: number; panel?: number }>({})
  const selected = useView((state) => selectedPane(run, state.selected))
  const document = useView((state) => state.document[run.id] ?? null)
  const panelBeside = settings.panelOpen && !narrow
  const panelOver = useView((state) => state.panelOver) && narrow
  if (failedToStart(run)) return <StartFailed run={run} />
  const panel = (
    <div className="side-panel">
      <TaskPanel run={run} pane={selected} />
      <Timeline run={run} />
    </div>
  )
  return (
    <Group
      className="run-view"
      id="run"
      onLayoutChanged={(_layout, { isUserInteraction }) => {
        const { sidebar, panel: right } = sizes.current
        if (!isUserInteraction) return
        changeSettings({
          ...(sidebar !== undefined ? { sidebarWidth: clamp(sidebar, 160, 640) } : {}),
          ...(right !== undefined ? { panelWidth: clamp(right, 200, 800) } : {}),
        })
      }}
    >
      {settings.sidebarOpen && (
        <>
          <Panel
            id="sidebar"
            defaultSize={settings.sidebarWidth}
            minSize={180}
            maxSize="40%"
            groupResizeBehavior="preserve-pixel-size"
            onResize={({ inPixels }) => (sizes.current.sidebar = inPixels)}
          >
            <Sidebar run={run} />
          </Panel>
          <Separator className="divider" />
        </>
      )}
      <Panel id="main" minSize={280}>
        <main className="run-main">
          {run.phase === 'finished' && <RunSummary run={run} />}
          <div className="run-terminals">
            <Terminals run={run} selected={selected} />
            {document && (
              <DocumentView key={`${document.kind}/${document.id}`} run={run.id} target={document} />
            )}
            {panelOver && (
              <div className="side-panel-over" onKeyDown={(event) => event.key === 'Escape' && togglePanel()}>
                {panel}
              </div>
            )}
          </div>
          <Composer key={`${run.id}/${selected}`} run={run} pane={selected} />
          <RunFoot run={run} selected={selected} />
        </main>
      </Panel>
      {panelBeside && (
        <>
          <Separator className="divider" />
          <Panel
            id="panel"
            defaultSize={settings.panelWidth}
            minSize={220}
            maxSize="45%"
            groupResizeBehavior="preserve-pixel-size"
            onResize={({ inPixels }) => (sizes.current.panel = inPixels)}
          >
            {panel}
          </Panel>
        </>
      )}
    </Group>
  )
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, Math.round(value)))
}

/** How the terminals are laid out, and what waits for the role in focus. */
function RunFoot({ run, selected }: { run: Run; selected: string }) {
  const layout = useDeck((state) => state.settings.layout)
  const beside = useDeck((state) => state.settings.panelOpen)
  const over = useView((state) => state.panelOver)
  const panelOpen = useNarrow() ? over : beside
  const { queued, role } = cardOf(run, selected)
  return (
    <div className="run-foot">
      {run.paneOrder.length > 1 && (
        <ToggleGroup.Root
          className="segmented"
          type="single"
          aria-label="Layout"
          value={layout}
          onValueChange={(value) => {
            if (value === 'stacked' || value === 'tiled') changeSettings({ layout: value })
          }}
        >
          <ToggleGroup.Item value="stacked">
            <Square size={12} />
            Stacked
          </ToggleGroup.Item>
          <ToggleGroup.Item value="tiled">
            <LayoutGrid size={12} />
            Tiled
          </ToggleGroup.Item>
        </ToggleGroup.Root>
      )}
      <span className="spacer" />
      {queued > 0 && (
        <span className="figure">
          {queued} {queued === 1 ? 'task' : 'tasks'} queued for {role}
        </span>
      )}
      <IconButton label="Task and timeline" keys="mod+shift+e" aria-pressed={panelOpen} onClick={togglePanel}>
        <Columns2 size={15} />
      </IconButton>
    </div>
  )
}

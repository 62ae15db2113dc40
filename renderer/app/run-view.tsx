import { useRef } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import type { Run } from '#shared/model/state'
import { Composer } from '../features/composer/composer'
import { TriedRun } from '../features/config-editor/tried-run'
import { DocumentView } from '../features/document/document-view'
import { ExportedRun } from '../features/exported/exported-run'
import { WorkspaceView } from '../features/modes/workspace-view'
import { ProposalStrip } from '../features/generate/proposal-strip'
import { RunSummary } from '../features/summary/run-summary'
import { StartFailed } from '../features/summary/start-failed'
import { TaskPanel } from '../features/task-panel/task-panel'
import { Sidebar } from '../features/team/sidebar'
import { Terminals } from '../features/terminal-pane/terminals'
import { Timeline } from '../features/timeline/timeline'
import { TrackingProgress } from '../features/tracking/tracking-progress'
import { failedToStart, isExported } from '../state/deck-store'
import { useDeck, useView } from '../state/deck'
import { selectedPane } from '../state/navigation'
import { changeSettings, togglePanel } from './commands'
import { RunFoot } from './run-foot'
import { useNarrow } from './use-narrow'
import './run-view.css'

/** A run: the team, the terminals, and the task with the timeline. */
export function RunView({ run }: { run: Run }) {
  const settings = useDeck((state) => state.settings)
  const narrow = useNarrow()
  const sizes = useRef<{ sidebar?: number; panel?: number }>({})
  const selected = useView((state) => selectedPane(run, state.selected))
  const document = useView((state) => state.document[run.id] ?? null)
  const summaryHidden = useView((state) => state.summaryHidden[run.id] ?? false)
  const exported = isExported(run)
  const panelBeside = settings.panelOpen && !narrow
  const panelOver = useView((state) => state.panelOver) && narrow
  if (failedToStart(run)) return <StartFailed run={run} />
  const panel = (
    <div className="side-panel">
      <TrackingProgress run={run} />
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
          <TriedRun run={run.id} />
          <ProposalStrip run={run} />
          <div className="run-terminals">
            {exported ? <ExportedRun run={run} pane={selected} /> : <Panes run={run} selected={selected} />}
            {run.phase === 'finished' && !summaryHidden && <RunSummary run={run} />}
            {document && <DocumentView key={`${document.kind}/${document.id}`} run={run} target={document} />}
            {panelOver && (
              <div className="side-panel-over" onKeyDown={(event) => event.key === 'Escape' && togglePanel()}>
                {panel}
              </div>
            )}
          </div>
          {!exported && <Composer key={`${run.id}/${selected}`} run={run} pane={selected} />}
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

function Panes({ run, selected }: { run: Run; selected: string }) {
  const { workspace } = run
  if (!workspace) return <Terminals run={run} selected={selected} />
  return <WorkspaceView run={run} workspace={workspace} agent={selected} />
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, Math.round(value)))
}

import { lazy, Suspense } from 'react'
import { Maximize2, Minimize2, Pause, Play, RotateCw } from 'lucide-react'
import type { Run, Side, WorkspaceState } from '#shared/model/state'
import { agentOf } from '#shared/model/selectors'
import { tellsCommands } from '#shared/model/workspace'
import { isMoving } from '../../state/activity'
import { ask, useDeck } from '../../state/deck'
import { IconButton } from '../../ui/controls'
import { useNow } from '../../ui/now'
import { StatusShape } from '../../ui/status-shape'
import { durationText, exactTime } from '../../ui/time'
import { sideShape, sideTitle, sideWord } from './words'

const Surface = lazy(() => import('../../terminal/surface'))

interface SidePaneProps {
  run: Run
  workspace: WorkspaceState
  side: Side
  /** It had the keyboard last. */
  active: boolean
  onFocus(): void
  zoomed: boolean
  onZoom(): void
}

/** A pane beside the agent: what it runs, how that went, and its terminal. */
export function SidePane({ run, workspace, side, active, onFocus, zoomed, onZoom }: SidePaneProps) {
  return (
    <section
      className="pane side-pane"
      aria-label={`Side pane: ${side.name}`}
      role="region"
      data-region
      data-tiled={!zoomed}
      data-selected={active}
    >
      <SideHead run={run} side={side} zoomed={zoomed} onZoom={onZoom} />
      {side.session === null ? (
        <div className="terminal-blank">
          <NothingYet run={run} workspace={workspace} side={side} />
        </div>
      ) : (
        <Suspense fallback={<div className="terminal-blank" />}>
          <Surface
            run={run.id}
            pane={side.side}
            role={side.name}
            agent={side.session}
            ended={!side.running}
            selected={active}
            onFocus={onFocus}
          />
        </Suspense>
      )}
    </section>
  )
}

function SideHead({ run, side, zoomed, onZoom }: Pick<SidePaneProps, 'run' | 'side' | 'zoomed' | 'onZoom'>) {
  const now = useNow()
  const ranAt = useDeck((state) => state.sideRuns[side.side])
  const since = (side.running && side.every !== null ? ranAt : side.result?.at) ?? side.startedAt
  const word = sideWord(side)
  const open = run.phase !== 'closed' && side.kind !== 'init' && side.session !== null
  return (
    <header className="pane-head" title={sideTitle(side)}>
      <StatusShape status={sideShape(side)} moving={side.running && isMoving(run.id, side.side, now)} />
      {side.kind === 'reactive' && side.command !== null ? (
        <h2 className="side-command mono truncate">{side.command}</h2>
      ) : (
        <>
          <h2 className="pane-role truncate">{side.name}</h2>
          {side.command !== null && side.command !== side.name && (
            <span className="side-runs mono truncate">{side.command}</span>
          )}
        </>
      )}
      <span className="spacer" />
      <span className="side-word truncate" data-failed={sideShape(side) === 'error'}>
        {word}
      </span>
      {since !== null && (
        <time className="figure side-time" title={exactTime(since)}>
          {durationText(now - since)}
        </time>
      )}
      {open && (
        <IconButton
          label={`Run ${side.name} again`}
          onClick={() => void ask('side.run-again', { run: run.id, side: side.side })}
        >
          <RotateCw size={13} />
        </IconButton>
      )}
      {open && side.running && side.every !== null && (
        <IconButton
          label={side.paused ? `Let ${side.name} go on` : `Pause ${side.name}`}
          aria-pressed={side.paused}
          onClick={() => void ask('side.pause', { run: run.id, side: side.side, paused: !side.paused })}
        >
          {side.paused ? <Play size={13} /> : <Pause size={13} />}
        </IconButton>
      )}
      <IconButton label={zoomed ? 'Show all panes' : `Zoom ${side.name}`} onClick={onZoom}>
        {zoomed ? <Minimize2 size={14} /> : <Maximize2 size={14} />}
      </IconButton>
    </header>
  )
}

/** What a pane is for that has had nothing to run. */
function NothingYet({ run, workspace, side }: Pick<SidePaneProps, 'run' | 'workspace' | 'side'>) {
  if (side.failure !== null) return <p className="selectable">{side.failure}</p>
  if (side.kind !== 'reactive')
    return <p>{workspace.ready ? 'Starting' : 'Waits until the workspace is ready'}</p>
  const kind = run.paneOrder.map((pane) => agentOf(run, pane)?.kind)[0]
  if (kind !== undefined && tellsCommands(kind) === false)
    return <p>This agent does not tell which commands it runs, so nothing appears here.</p>
  return (
    <div className="side-rules">
      <p>Commands of the agent run here again when they match</p>
      <ul>
        {workspace.rules.map(({ pattern, every }, index) => (
          <li key={index}>
            <code>{pattern}</code>
            {every !== undefined && <span className="figure"> every {every} s</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}

import { useEffect, useState } from 'react'
import { Pause, Play, StepBack, StepForward } from 'lucide-react'
import type { RunEvent } from '#shared/model/events'
import type { Run } from '#shared/model/state'
import { ask, deck } from '../../state/deck'
import { IconButton } from '../../ui/controls'
import { clockText, durationText, exactTime } from '../../ui/time'
import { Replay } from './replay'

/** While it plays, milliseconds from one line of the timeline to the next. */
const PACE_MS = 700

/** Goes through an exported run in time: cards, tasks and timeline show it as of the moment that is chosen here. */
export function ReplayBar({ run }: { run: Run }) {
  const replay = useReplay(run.id)
  const [playing, setPlaying] = useState(false)
  useEffect(() => {
    if (!playing || !replay) return
    const timer = setInterval(() => {
      const next = replay.step(deck.getState().runs[run.id]?.seq ?? replay.length, 1)
      if (next === undefined) setPlaying(false)
      else show(replay, run.id, next)
    }, PACE_MS)
    return () => clearInterval(timer)
  }, [playing, replay, run.id])
  if (!replay) return <div className="replay" aria-busy="true" />
  const go = (seq: number | undefined) => {
    setPlaying(false)
    if (seq !== undefined) show(replay, run.id, seq)
  }
  const play = () => {
    // From the end it begins anew.
    if (replay.step(run.seq, 1) === undefined) show(replay, run.id, 1)
    setPlaying(!playing)
  }
  const last = run.timeline.at(-1)
  const at = run.seq === replay.length ? (run.endedAt ?? run.openedAt) : (run.endedAt ?? 0)
  const told = last ? `${last.from}${last.to ? ` to ${last.to}` : ''}: ${last.text}` : ''
  return (
    <div className="replay" role="group" aria-label="Replay">
      <IconButton
        label="Back to the line before"
        disabled={replay.step(run.seq, -1) === undefined}
        onClick={() => go(replay.step(run.seq, -1))}
      >
        <StepBack size={14} />
      </IconButton>
      <IconButton label={playing ? 'Stop here' : 'Play'} onClick={play}>
        {playing ? <Pause size={14} /> : <Play size={14} />}
      </IconButton>
      <IconButton
        label="On to the next line"
        disabled={replay.step(run.seq, 1) === undefined}
        onClick={() => go(replay.step(run.seq, 1))}
      >
        <StepForward size={14} />
      </IconButton>
      <input
        type="range"
        className="replay-slider"
        aria-label="Moment of the run"
        aria-valuetext={`${clockText(at)}, ${told}`}
        min={1}
        max={replay.length}
        value={run.seq}
        onChange={(event) => go(Number(event.target.value))}
      />
      <span className="figure replay-moment" title={exactTime(at)}>
        after {durationText(at - run.openedAt)} · {run.seq} of {replay.length}
      </span>
      {replay.tasks.length > 0 && (
        <select
          className="field replay-task"
          aria-label="Jump to a task"
          value=""
          onChange={(event) => go(Number(event.target.value))}
        >
          <option value="" disabled>
            Jump to a task
          </option>
          {replay.tasks.map(({ task, role, seq }) => (
            <option key={task} value={seq}>
              {task} for {role}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}

/** This window's copy of an exported run is put to a moment; everything that shows the run follows. */
function show(replay: Replay, id: string, seq: number): void {
  deck.setState(({ runs }) => ({ runs: { ...runs, [id]: replay.at(seq) } }))
}

/** The whole journal of a run, once it has arrived. */
function useReplay(id: string): Replay | null {
  const [loaded, setLoaded] = useState<{ id: string; replay: Replay } | null>(null)
  useEffect(() => {
    let wanted = true
    void journalOf(id).then((events) => {
      if (wanted && events.length > 0) setLoaded({ id, replay: new Replay(events) })
    })
    return () => {
      wanted = false
    }
  }, [id])
  return loaded?.id === id ? loaded.replay : null
}

async function journalOf(run: string): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  for (;;) {
    const page = await ask('journal.read', { run, after: events.length })
    if (!page) return []
    events.push(...page.events)
    if (page.events.length === 0 || events.length >= page.total) return events
  }
}

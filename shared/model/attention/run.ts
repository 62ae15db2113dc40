import { nameOf } from '../seats'
import { orchestratorOf } from '../selectors'
import type { Run } from '../state'
import type { AttentionItem } from './item'

/** What was raised as it happened, as long as the run goes on. */
export function raisedItems(run: Run): AttentionItem[] {
  if (run.phase !== 'running') return []
  return Object.entries(run.raised).map(([key, raised]) => ({
    key,
    rank: 2,
    kind: raised.about ?? 'resting',
    pane: raised.about === 'config' ? null : raised.pane,
    role: raised.about === 'config' ? '' : nameOf(run, raised.pane),
    text: raised.text,
    since: raised.at,
    refs: {},
  }))
}

/** The deck has paused the run. */
export function pauseItems(run: Run): AttentionItem[] {
  if (run.paused?.by !== 'deck') return []
  return [
    {
      key: `paused:${run.paused.at}`,
      rank: 1,
      kind: 'paused',
      pane: null,
      role: '',
      text: run.paused.reason,
      since: run.paused.at,
      refs: {},
    },
  ]
}

/** Lessons that nobody has decided on when the run is over. */
export function lessonItems(run: Run): AttentionItem[] {
  const lessons = Object.values(run.lessons).filter((lesson) => lesson.accepted === null)
  if (run.phase !== 'finished' || lessons.length === 0) return []
  return [
    {
      key: `lessons:${run.endedAt ?? 0}`,
      rank: 4,
      kind: 'lesson',
      pane: null,
      role: '',
      text: `${lessons.length} ${lessons.length === 1 ? 'lesson is' : 'lessons are'} proposed for AGENTS.md`,
      since: run.endedAt ?? 0,
      refs: {},
    },
  ]
}

/** The run is over. */
export function endItems(run: Run): AttentionItem[] {
  if (run.phase !== 'finished') return []
  const lead = orchestratorOf(run)
  return [
    {
      key: `finished:${run.endedAt ?? 0}`,
      rank: 5,
      kind: 'finished',
      pane: lead?.pane ?? null,
      role: lead?.role ?? '',
      text:
        run.outcome === 'done'
          ? 'The run has finished'
          : `The run failed: ${run.endReason ?? 'no reason given'}`,
      since: run.endedAt ?? 0,
      refs: {},
    },
  ]
}

import type { TrackingView } from '#shared/contract/views'
import type { RunEvent } from '#shared/model/events'
import { reduce, replay } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'
import type { DeckLink } from '../link/frame-link'
import { noteActivity } from './activity'
import type { DeckStore } from './deck-store'

/**
 * Keeps the store equal to the engine: fetches everything at each connection, then folds events in without a gap.
 * An event that came twice is ignored; one that skips its predecessors makes the window fetch everything anew.
 * @returns a function that stops listening
 */
export function startSync(link: DeckLink, store: DeckStore): () => void {
  let fetching = false
  let fetchAgain = false
  let waiting: RunEvent[] = []
  let waitingTracking: TrackingView[] = []

  function fold(event: RunEvent): 'folded' | 'gap' {
    const run = store.getState().runs[event.run]
    if (event.seq !== (run?.seq ?? 0) + 1) return event.seq <= (run?.seq ?? 0) ? 'folded' : 'gap'
    const next = reduce(run, event)
    store.setState((state) => ({ runs: { ...state.runs, [event.run]: next } }))
    noteEventActivity(next, event)
    return 'folded'
  }

  async function fetchAll(): Promise<void> {
    if (fetching) {
      fetchAgain = true
      return
    }
    fetching = true
    try {
      const state = await link.request('deck.state', {})
      const runs: Record<string, Run> = {}
      const tracking: Record<string, TrackingView> = {}
      for (const { run: id, events, tracking: tracked } of state.runs) {
        const run = replay(events)
        if (run) runs[id] = run
        if (tracked) tracking[id] = tracked
      }
      // What was told while the state was on its way is newer than the state.
      for (const view of waitingTracking) tracking[view.run] = view
      const {
        version,
        settings,
        recents,
        agents,
        templates,
        restorable,
        damaged = [],
        safeMode = false,
      } = state
      store.setState({
        ready: true,
        version,
        settings,
        recents,
        agents,
        templates,
        restorable,
        damaged,
        safeMode,
        // A deck that was started anew may be able to write again; one that is not says so at the next event.
        heldRuns: {},
        runs,
        tracking,
      })
    } catch (error) {
      // The connection went away under the request; the next `open` state fetches again.
      console.warn('The state of the deck could not be fetched', error)
    } finally {
      fetching = false
      waitingTracking = []
    }
    const late = waiting
    waiting = []
    if (fetchAgain) {
      fetchAgain = false
      waiting = late
      return fetchAll()
    }
    for (const event of late) {
      if (fold(event) === 'gap') console.error(`Event ${event.seq} of ${event.run} has no predecessor`)
    }
  }

  const stops = [
    link.on('run-event', (event) => {
      if (fetching) waiting.push(event)
      else if (fold(event) === 'gap') {
        waiting.push(event)
        void fetchAll()
      }
    }),
    link.on('settings', (settings) => store.setState({ settings })),
    link.on('tracking', (view) => {
      if (fetching) waitingTracking.push(view)
      store.setState(({ tracking }) => ({ tracking: { ...tracking, [view.run]: view } }))
    }),
    link.on('side-ran', ({ side, at }) =>
      store.setState(({ sideRuns }) => ({ sideRuns: { ...sideRuns, [side]: at } })),
    ),
    link.on('notice', ({ key, run, body }) => {
      if (key === `journal:${run}`) {
        store.setState(({ heldRuns }) => ({ heldRuns: { ...heldRuns, [run]: body } }))
      }
    }),
    link.on('damaged', (damaged) => store.setState({ damaged })),
    link.on('restorable', (restorable) => store.setState({ restorable })),
    link.on('recents', (recents) => store.setState({ recents })),
    link.on('project', (project) =>
      store.setState((state) => ({ projects: { ...state.projects, [project.dir]: project } })),
    ),
    link.onState((state) => {
      store.setState({ link: state })
      if (state.kind === 'open') void fetchAll()
    }),
  ]
  store.setState({ link: link.state() })
  if (link.state().kind === 'open') void fetchAll()
  return () => stops.forEach((stop) => stop())
}

function noteEventActivity(run: Run, { body }: RunEvent): void {
  if (body.type !== 'agent-observed') return
  const pane = run.agents[body.agent]?.pane
  if (pane) noteActivity(run.id, pane)
}

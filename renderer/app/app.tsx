import { Tooltip } from 'radix-ui'
import { Home } from '../features/projects/home'
import { Notices } from '../features/notices/notices'
import { ProjectPage } from '../features/projects/project-page'
import { useDeck, useView } from '../state/deck'
import type { Place } from '../state/view-store'
import { ErrorBoundary } from '../ui/error-boundary'
import { Dialogs } from './dialogs'
import { DropTarget } from './drop'
import { RunView } from './run-view'
import { StatusBar } from './status-bar'
import { Tabs } from './tabs'
import './app.css'

/** The whole window. */
export function App() {
  const place = useView((state) => state.place)
  return (
    <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
      <div className="app">
        <Tabs />
        <div className="app-body">
          <ErrorBoundary key={placeKey(place)}>
            <InFront />
          </ErrorBoundary>
        </div>
        <StatusBar />
      </div>
      <Notices />
      <Dialogs />
      <DropTarget />
    </Tooltip.Provider>
  )
}

/** Another place starts without the fault of the one before. */
function placeKey(place: Place): string {
  return place.kind === 'run' ? place.run : place.kind === 'project' ? place.dir : ''
}

function InFront() {
  const ready = useDeck((state) => state.ready)
  const place = useView((state) => state.place)
  const run = useDeck((state) => (place.kind === 'run' ? state.runs[place.run] : undefined))
  if (!ready) return <NotYet />
  if (place.kind === 'project') return <ProjectPage key={place.dir} dir={place.dir} />
  if (place.kind === 'run') return run ? <RunView key={run.id} run={run} /> : null
  return <Home />
}

/** Before the first state has arrived: nothing for a moment, then a word about why. */
function NotYet() {
  const link = useDeck((state) => state.link)
  if (link.kind !== 'lost') return null
  return (
    <main className="not-yet" role="alert">
      <h1>The deck is not there</h1>
      <p>{link.reason}</p>
    </main>
  )
}

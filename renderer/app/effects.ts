import { attentionOf } from '#shared/model/attention'
import { isDeckFailure, isInView, isWanted } from './visible'
import { failedToStart } from '../state/deck-store'
import { ask, deck, link } from '../state/deck'
import {
  currentRun,
  go,
  leave,
  openFolder,
  placeOf,
  selectedPane,
  showPane,
  tabsOf,
} from '../state/navigation'
import { view } from '../state/view-store'
import { reportedTheme } from '../terminal/palettes'
import { runAction } from './actions'
import { listenForChords } from './keyboard'
import { shell } from './shell'
import { resolveTheme, watchSystemTheme } from './theme'

/** In-page notices kept at once; older ones give way. */
const MAX_NOTICES = 4

/** Joins the window to what happens outside of React. Called once. */
export function startEffects(restored: boolean): void {
  listenForChords()
  followTheme()
  shell.onMenuAction?.(runAction)
  link.on('focus', ({ run, pane }) => showPane(run, pane))
  link.on('open-folder', ({ dir }) => void openFolder(dir))
  link.on('notice', (notice) => {
    // The desktop shows its own; what the deck itself failed at is shown in both, and stays until it is dismissed.
    if (shell.kind === 'electron' && !isDeckFailure(notice)) return
    if (!isWanted(notice, deck.getState().settings) || isInView(notice, view.getState().place)) return
    view.setState(({ notices }) => ({
      notices: [...notices.filter((each) => each.key !== notice.key), notice].slice(-MAX_NOTICES),
    }))
  })
  clearSeenNotices()
  followTitle()
  followPlaces(restored)
  reportSelection()
}

/** The window's title says how many things need the person, for whoever looks at a list of windows. */
function followTitle(): void {
  deck.subscribe(({ runs }, before) => {
    if (runs === before.runs) return
    const needs = Object.values(runs)
      .flatMap((run) => attentionOf(run))
      .filter((item) => item.kind !== 'finished').length
    document.title = needs > 0 ? `(${needs}) DOT Agent Deck` : 'DOT Agent Deck'
  })
}

/** A notice goes away when its run is looked at, or is no more. */
function clearSeenNotices(): void {
  const clear = () => {
    const { notices, place } = view.getState()
    const { runs } = deck.getState()
    const left = notices.filter(
      (notice) => isDeckFailure(notice) || (!isInView(notice, place) && runs[notice.run]?.phase !== 'closed'),
    )
    if (left.length < notices.length) view.setState({ notices: left })
  }
  view.subscribe(clear)
  deck.subscribe(clear)
  window.addEventListener('focus', clear)
}

/** The desktop stays quiet about the pane that the person looks at. */
function reportSelection(): void {
  const bridge = window.deckBridge
  if (!bridge) return
  let reported = ''
  const report = () => {
    const run = currentRun()
    const pane = run ? selectedPane(run, view.getState().selected) : null
    const key = `${run?.id ?? ''}/${pane ?? ''}`
    if (key === reported) return
    reported = key
    bridge.select(run?.id ?? null, pane)
  }
  view.subscribe(report)
  deck.subscribe(report)
}

/** A run that is closed leaves the front; the first state of the deck decides what is shown first. */
function followPlaces(restored: boolean): void {
  let placed = restored
  deck.subscribe((state, before) => {
    const { place } = view.getState()
    if (state.ready && !before.ready) {
      const tabs = tabsOf(state, view.getState())
      const isThere = place.kind !== 'run' || state.runs[place.run] !== undefined
      const first = tabs[0]
      if ((!placed || !isThere) && view.getState().place.kind !== 'project')
        go(first ? placeOf(first) : { kind: 'home' })
      placed = true
    }
    if (place.kind !== 'run') return
    const run = state.runs[place.run]
    const was = before.runs[place.run]
    if (run && was && run.phase === 'closed' && was.phase !== 'closed' && !failedToStart(run)) {
      leave(place, tabsOf(before, view.getState()))
    }
  })
}

/** Draws the chosen theme, and tells the engine the colours that programs may ask for. */
function followTheme(): void {
  let systemIsDark = false
  let reported = ''
  const apply = () => {
    const { settings, link: linkState, ready } = deck.getState()
    const theme = resolveTheme(settings.theme, systemIsDark)
    document.documentElement.dataset['theme'] = theme
    const key = `${theme} ${settings.theme}`
    if (linkState.kind !== 'open' || !ready) {
      reported = ''
    } else if (key !== reported) {
      reported = key
      shell.setTheme?.(settings.theme)
      void ask('terminal.theme', reportedTheme(theme))
    }
  }
  watchSystemTheme((dark) => {
    systemIsDark = dark
    apply()
  })
  deck.subscribe((state, before) => {
    if (
      state.settings.theme !== before.settings.theme ||
      state.link !== before.link ||
      state.ready !== before.ready
    )
      apply()
  })
}

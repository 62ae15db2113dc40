// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { runWith } from '../testing/run-fixture'

vi.hoisted(() => {
  window.deckBridge = { connect: () => undefined, select: () => undefined }
})
const { deck } = await import('./deck')
const { view } = await import('./view-store')
const { closeFolder, currentTabs, hideRun, nextAttention, placeOf, showPane, stepTab, tabsOf } =
  await import('./navigation')

const run = (id: string, openedAt: number) => ({ ...runWith(), id, openedAt })

beforeEach(() => {
  deck.setState({ runs: { late: run('late', 2), early: run('early', 1) } })
  view.setState({ place: { kind: 'home' }, openFolders: ['/a', '/b'], hiddenRuns: {}, selected: {} })
})

describe('tabs', () => {
  it('are the runs as they were opened, then the folders', () => {
    expect(currentTabs().map(placeOf)).toEqual([
      { kind: 'run', run: 'early' },
      { kind: 'run', run: 'late' },
      { kind: 'project', dir: '/a' },
      { kind: 'project', dir: '/b' },
    ])
  })

  it('leave out a closed run, but keep one that could not start until it is put away', () => {
    const closed = { ...run('x', 3), phase: 'closed' as const }
    const failed = runWith({ type: 'agent-start-failed', pane: 'p-coder', reason: 'no such command' })
    const runs = { x: closed, y: { ...failed, id: 'y', phase: 'closed' as const } }
    const ids = (hiddenRuns: Record<string, true>) =>
      tabsOf({ runs, projects: {} }, { hiddenRuns, openFolders: [] }).map(
        (tab) => tab.kind === 'run' && tab.run.id,
      )
    expect(ids({})).toEqual(['y'])
    expect(ids({ y: true })).toEqual([])
  })

  it('keep an exported run, closed as it is, until it is put away', () => {
    const exported = { ...run('x', 3), phase: 'closed' as const, origin: 'export' as const }
    const tabs = (hiddenRuns: Record<string, true>) =>
      tabsOf({ runs: { x: exported }, projects: {} }, { hiddenRuns, openFolders: [] })
    expect(tabs({})).toHaveLength(1)
    expect(tabs({ x: true })).toEqual([])
  })

  it('go round in both directions', () => {
    view.setState({ place: { kind: 'project', dir: '/b' } })
    stepTab(1)
    expect(view.getState().place).toEqual({ kind: 'run', run: 'early' })
    stepTab(-1)
    expect(view.getState().place).toEqual({ kind: 'project', dir: '/b' })
  })
})

describe('closing', () => {
  it('brings the neighbour to the front, and home after the last one', () => {
    view.setState({ place: { kind: 'project', dir: '/b' } })
    closeFolder('/b')
    expect(view.getState().place).toEqual({ kind: 'project', dir: '/a' })
    hideRun('early')
    expect(view.getState().place).toEqual({ kind: 'project', dir: '/a' })
    closeFolder('/a')
    expect(view.getState().place).toEqual({ kind: 'run', run: 'late' })
    hideRun('late')
    expect(view.getState().place).toEqual({ kind: 'home' })
  })
})

describe('showPane', () => {
  it('takes a document away that lies over the terminal', () => {
    view.setState({ document: { early: { kind: 'task', id: 't1' } } })
    showPane('early', 'p-coder')
    expect(view.getState()).toMatchObject({
      place: { kind: 'run', run: 'early' },
      selected: { early: 'p-coder' },
      document: { early: null },
    })
  })
})

describe('nextAttention', () => {
  it('goes to a run that needs somebody as a whole, and says so when that is in front already', () => {
    const paused = runWith({ type: 'run-paused', by: 'deck', reason: 'Its time is used.' })
    deck.setState({ runs: { early: run('early', 1), late: { ...paused, id: 'late', openedAt: 2 } } })
    view.setState({ messages: [] })
    nextAttention()
    expect(view.getState().place).toEqual({ kind: 'run', run: 'late' })
    expect(view.getState().messages).toEqual([])
    nextAttention()
    expect(view.getState().messages.map((message) => message.text)).toEqual(['Nothing needs you right now.'])
  })
})

// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Run } from '#shared/model/state'
import type { Shortcuts } from '#shared/shortcuts/assigned'
import { runWith } from '../testing/run-fixture'

vi.hoisted(() => {
  // The window's link is chosen when the state is first loaded; this one never connects.
  window.deckBridge = { connect: () => undefined, select: () => undefined }
})
const { actionFor, fixedActions } = await import('./actions')
const { paletteActions } = await import('./palette-actions')
const { deck } = await import('../state/deck')
const { view } = await import('../state/view-store')

const press = (key: string, code: string, held: string) => ({
  key,
  code,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  shiftKey: held.includes('s'),
  altKey: false,
})
const run = {
  id: 'r1',
  paneOrder: ['p1', 'p2'],
  panes: { p1: { pane: 'p1', start: true }, p2: { pane: 'p2', start: false } },
} as unknown as Run

const setKeys = (shortcuts: Shortcuts) =>
  deck.setState((state) => ({ settings: { ...state.settings, shortcuts } }))

beforeEach(() => {
  setKeys({})
  deck.setState({ runs: { r1: run } })
  view.setState({ place: { kind: 'run', run: 'r1' }, selected: {} })
})

describe('actionFor', () => {
  it.each(['b', 'f', 'n', 'j', 'o'])('leaves Ctrl+%s to a focused terminal on Linux and Windows', (key) => {
    const code = `Key${key.toUpperCase()}`
    expect(actionFor(press(key, code, 'c'), true, 'linux')).toBeUndefined()
    const shifted = actionFor(press(key.toUpperCase(), code, 'cs'), true, 'win32')
    expect(shifted).toBe(actionFor(press(key, code, 'c'), false, 'linux'))
    expect(shifted).toBeDefined()
    expect(actionFor(press(key, code, 'm'), true, 'darwin')).toBe(shifted)
  })

  it.each(['c', 'd', 'r', 'z', 'a', 'e', 'w', 'l', 'k', 'u', 'p'])('never takes Ctrl+%s', (key) => {
    expect(actionFor(press(key, `Key${key.toUpperCase()}`, 'c'), true, 'linux')).toBeUndefined()
  })

  it('focuses the roles that there are', () => {
    actionFor(press('2', 'Digit2', 'c'), true, 'linux')?.run()
    expect(view.getState().selected).toEqual({ r1: 'p2' })
    expect(actionFor(press('3', 'Digit3', 'c'), true, 'linux')).toBeUndefined()
  })

  it('goes by the keys that are set', () => {
    const home = fixedActions.find(({ id }) => id === 'home')
    const panel = press('E', 'KeyE', 'cs')
    expect(actionFor(panel, true, 'linux')?.id).toBe('toggle-panel')
    setKeys({ home: 'mod+shift+e', 'toggle-panel': 'f9' })
    expect(actionFor(panel, true, 'linux')).toBe(home)
    expect(actionFor(press('F9', 'F9', ''), true, 'linux')?.id).toBe('toggle-panel')
    setKeys({ home: '' })
    expect(actionFor(panel, true, 'linux')?.id).toBe('toggle-panel')
  })
})

describe('paletteActions', () => {
  it('offers to pause a team at work, or to let a paused one go on', () => {
    const offered = (run: Run) => {
      deck.setState({ runs: { r1: run } })
      return paletteActions().flatMap(({ title }) => (/^(Pause|Go on)/.test(title) ? [title] : []))
    }
    expect(offered(runWith())).toEqual(['Pause the run'])
    expect(offered(runWith({ type: 'run-paused', by: 'person', reason: 'You paused it.' }))).toEqual([
      'Go on with the run',
    ])
    expect(offered({ ...runWith(), orchestration: null })).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { runWith } from '../link/run.fixture'
import { trayView } from './tray-view'

describe('trayView', () => {
  it('is calm when nothing runs or nobody needs anything', () => {
    expect(trayView([])).toEqual({
      tooltip: 'DOT Agent Deck: nothing runs',
      title: '',
      needsYou: false,
      items: [],
    })
    expect(trayView([runWith('shop', { lead: 'idle' })]).tooltip).toBe('DOT Agent Deck: all calm')
  })

  it('counts who works and lists who needs the person', () => {
    const view = trayView([
      runWith('shop', { lead: 'working', coder: 'thinking' }),
      runWith('R&D', { lead: 'idle', coder: 'waiting' }),
    ])
    expect(view.tooltip).toBe('DOT Agent Deck: 2 working, 1 needs you')
    expect(view.title).toBe('2 ?1')
    expect(view.needsYou).toBe(true)
    expect(view.items).toEqual([{ label: 'R&&D: coder waits for you', run: 'R&D', pane: 'R&D-coder' }])
  })

  it('puts the most urgent first and cuts what is too long', () => {
    const view = trayView([runWith('a', { lead: 'error' }), runWith('b'.repeat(60), { lead: 'waiting' })])
    expect(view.items.map((item) => item.run)).toEqual(['b'.repeat(60), 'a'])
    expect(view.items[0]?.label).toHaveLength(72)
  })
})

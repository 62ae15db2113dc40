import { describe, expect, it } from 'vitest'
import { defaultSettings, type Notice } from '#shared/contract/views'
import { isInView, isWanted } from './visible'

const notice: Notice = { key: 'k', category: 'report', title: 't', body: 'b', run: 'r1', pane: 'p1' }

describe('isInView', () => {
  it('says nothing twice about the run in front, unless the window itself is not', () => {
    expect(isInView(notice, { kind: 'run', run: 'r1' }, true)).toBe(true)
    expect(isInView(notice, { kind: 'run', run: 'r1' }, false)).toBe(false)
    expect(isInView(notice, { kind: 'run', run: 'r2' }, true)).toBe(false)
    expect(isInView(notice, { kind: 'home' }, true)).toBe(false)
  })
})

describe('isWanted', () => {
  it('follows the settings, category by category', () => {
    const quiet = { ...defaultSettings, notifyReports: false, notifyWaiting: true }
    expect(isWanted(notice, quiet)).toBe(false)
    expect(isWanted({ ...notice, category: 'waiting' }, quiet)).toBe(true)
    expect(isWanted({ ...notice, category: 'finished' }, { ...quiet, notifyFinished: false })).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { defaultSettings, type Notice } from '#shared/contract/views'
import { isDeckFailure, isInView, isWanted } from './visible'

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

describe('isDeckFailure', () => {
  const failed: Notice = { ...notice, key: 'journal:r1', category: 'failed' }

  it('is what no run tells of itself', () => {
    expect(isDeckFailure(failed)).toBe(true)
    expect(isDeckFailure({ ...failed, key: 'attention:r1:x' })).toBe(false)
    expect(isDeckFailure({ ...failed, category: 'report' })).toBe(false)
  })

  it('is shown whatever the settings say and wherever one looks', () => {
    const quiet = { notifyReports: false, notifyWaiting: false, notifyFinished: false }
    expect(isWanted(failed, quiet)).toBe(true)
    expect(isInView(failed, { kind: 'run', run: 'r1' }, true)).toBe(false)
  })
})

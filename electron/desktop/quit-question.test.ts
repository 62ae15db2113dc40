import { describe, expect, it } from 'vitest'
import { runWith } from '../link/run.fixture'
import { quitQuestion } from './quit-question'

describe('quitQuestion', () => {
  it('asks nothing when nothing would be lost', () => {
    expect(quitQuestion([])).toBeNull()
    expect(quitQuestion([runWith('shop', { lead: 'exited', coder: 'exited' })])).toBeNull()
  })

  it('counts what would end and names what works', () => {
    const question = quitQuestion([runWith('shop', { lead: 'idle', coder: 'working', reviewer: 'exited' })])
    expect(question).toEqual({
      message: '2 agents are still running',
      detail: 'coder (shop) is in the middle of something. What it has not saved is lost when you stop it.',
      buttons: ['Quit and stop 2 agents', 'Keep running in the background', 'Cancel'],
    })
  })

  it('says so when nobody works', () => {
    expect(quitQuestion([runWith('shop', { lead: 'idle' })])).toEqual({
      message: '1 agent is still running',
      detail: 'None of them is working just now.',
      buttons: ['Quit and stop 1 agent', 'Keep running in the background', 'Cancel'],
    })
  })

  it('keeps a long list short', () => {
    const many = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`r${index}`, 'working' as const]),
    )
    expect(quitQuestion([runWith('shop', many)])?.detail).toContain('r5 (shop) and 3 more are in')
  })
})

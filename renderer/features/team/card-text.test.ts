import { describe, expect, it } from 'vitest'
import { cardOf } from '#shared/model/selectors'
import { observed, promptOf, runWith, taskFor } from '../../testing/run-fixture'
import { cardLines } from './lines'
import { cardName } from './words'

const card = (role: string, ...bodies: Parameters<typeof runWith>) => cardOf(runWith(...bodies), `p-${role}`)

describe('cardLines', () => {
  it('is one line when calm, two when busy, three when somebody is needed', () => {
    expect(cardLines(card('coder'))).toEqual({ doing: null, needs: null })
    expect(cardLines(card('coder', observed('coder', 'working', { tool: 'npm test' })))).toEqual({
      doing: 'npm test',
      needs: null,
    })
    const waiting = observed('coder', 'waiting', { tool: 'Bash', waitingFor: 'approve Bash' })
    expect(cardLines(card('coder', waiting))).toEqual({
      doing: 'Bash',
      needs: { text: 'approve Bash', urgent: true },
    })
  })

  it('tells of a delivery that is held up, and not of one that is on its way', () => {
    const held = card('orchestrator', promptOf('d1', 'hi'), {
      type: 'delivery-changed',
      delivery: 'd1',
      state: 'held',
      hold: 'draft',
    })
    expect(cardLines(held).needs).toEqual({
      text: 'Delivery waits: you have half-typed text there',
      urgent: true,
    })
    const typing = card('orchestrator', promptOf('d1', 'hi'), {
      type: 'delivery-changed',
      delivery: 'd1',
      state: 'typing',
    })
    expect(cardLines(typing).needs).toBeNull()
  })
})

describe('cardName', () => {
  it('says all that the card shows', () => {
    const name = cardName(card('coder', taskFor('t1', 2), observed('coder', 'working', { tool: 'npm test' })))
    expect(name).toMatch(/^coder, working, npm test, round 2/)
    expect(cardName(card('orchestrator'))).toBe('orchestrator, idle')
  })
})

// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Refused } from '#shared/contract/link'
import { observed, runWith } from '../../testing/run-fixture'

vi.hoisted(() => {
  window.deckBridge = { connect: () => undefined, select: () => undefined }
})
const { link } = await import('../../state/deck')
const { answerAsked, answers, askedOf, fitsCard } = await import('./asked')

const asks = (waitingFor: string, answerable = true) =>
  runWith(observed('coder', 'waiting', { waitingFor, answerable, ask: 3 }))
const permission = {
  ask: 3,
  options: null,
  key: 'k',
  run: 'r1',
  pane: 'p-coder',
  role: 'coder',
  what: 'Allow Bash: ls',
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  answers.setState({}, true)
})

describe('askedOf', () => {
  it('is what the agent wants to do, in full, where it can be answered with certainty', () => {
    const long = `Allow Bash: ${'x'.repeat(5000)}`
    expect(askedOf(asks(long), 'p-coder')).toMatchObject({ role: 'coder', what: long })
    expect(askedOf(asks('Allow Bash: ls', false), 'p-coder')).toBeNull()
    expect(askedOf(asks('Allow Bash: ls'), 'p-orchestrator')).toBeNull()
  })

  it('is another one once the agent asks something else', () => {
    expect(askedOf(asks('Allow Bash: ls'), 'p-coder')?.key).not.toBe(
      askedOf(asks('Allow Bash: rm -rf /'), 'p-coder')?.key,
    )
  })

  it('is a question where it has choices', () => {
    const options = [{ label: 'Red' }, { label: 'Blue', detail: 'a colour' }]
    const asking = observed('coder', 'waiting', { waitingFor: 'Which?', answerable: true, options })
    expect(askedOf(runWith(asking), 'p-coder')).toMatchObject({ what: 'Which?', options })
    expect(askedOf(asks('Allow Bash: ls'), 'p-coder')?.options).toBeNull()
  })

  it('has buttons on a card only when all of it can be read there', () => {
    const fits = (what: string) => {
      const asked = askedOf(asks(what), 'p-coder')
      return asked !== null && fitsCard(asked)
    }
    expect(fits('Allow Bash: ls')).toBe(true)
    expect(fits(`Allow Bash: ${'x'.repeat(200)}`)).toBe(false)
    expect(fits('Allow Bash: a\nb\nc\nd\ne\nf')).toBe(false)
  })

  it('is none in a run that has ended', () => {
    expect(askedOf({ ...asks('Allow Bash: ls'), phase: 'closed' }, 'p-coder')).toBeNull()
  })
})

describe('answerAsked', () => {
  it('gives the answer once, however often it is clicked', async () => {
    const request = vi.spyOn(link, 'request').mockResolvedValue({})
    await Promise.all([answerAsked(permission, 'allow', 'card'), answerAsked(permission, 'deny', 'list')])
    expect(request.mock.calls).toEqual([
      [
        'permission.answer',
        { run: 'r1', pane: 'p-coder', ask: 3, choice: 'allow', waitingFor: 'Allow Bash: ls' },
      ],
    ])
    expect(answers.getState()).toEqual({ k: { kind: 'sending', choice: 'allow', at: 'card' } })
    vi.runAllTimers()
    expect(answers.getState()).toEqual({})
  })

  it('answers a question by the place of its choice', async () => {
    const request = vi.spyOn(link, 'request').mockResolvedValue({})
    const question = { ...permission, what: 'Which?', options: [{ label: 'Red' }, { label: 'Blue' }] }
    await answerAsked(question, { option: 1 }, 'list')
    expect(request).toHaveBeenCalledExactlyOnceWith('choice.answer', {
      run: 'r1',
      pane: 'p-coder',
      ask: 3,
      waitingFor: 'Which?',
      option: 1,
    })
  })

  it('keeps why it was refused, and may then be given again', async () => {
    const request = vi.spyOn(link, 'request').mockRejectedValue(new Refused('Answer it in the terminal.'))
    await answerAsked(permission, 'allow', 'card')
    expect(answers.getState()).toEqual({
      k: { kind: 'refused', reason: 'Answer it in the terminal.', at: 'card' },
    })
    await answerAsked(permission, 'allow', 'card')
    expect(request).toHaveBeenCalledTimes(2)
  })
})

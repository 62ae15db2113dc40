// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Refused } from '#shared/contract/link'
import { observed, runWith } from '../../testing/run-fixture'

vi.hoisted(() => {
  window.deckBridge = { connect: () => undefined, select: () => undefined }
})
const { link } = await import('../../state/deck')
const { answerPermission, answers, permissionOf } = await import('./permission')

const asks = (waitingFor: string, answerable = true) =>
  runWith(observed('coder', 'waiting', { waitingFor, answerable }))
const permission = {
  key: 'k',
  run: 'r1',
  pane: 'p-coder',
  role: 'coder',
  what: 'Allow Bash: ls',
  vague: false,
  waitingFor: 'Allow Bash: ls',
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  answers.setState({}, true)
})

describe('permissionOf', () => {
  it('is what the agent wants to do, in full, where it can be answered with certainty', () => {
    const long = `Allow Bash: ${'x'.repeat(5000)}`
    expect(permissionOf(asks(long), 'p-coder')).toMatchObject({ role: 'coder', what: long })
    expect(permissionOf(asks('Allow Bash: ls', false), 'p-coder')).toBeNull()
    expect(permissionOf(asks('Allow Bash: ls'), 'p-orchestrator')).toBeNull()
  })

  it('is another one once the agent asks something else', () => {
    expect(permissionOf(asks('Allow Bash: ls'), 'p-coder')?.key).not.toBe(
      permissionOf(asks('Allow Bash: rm -rf /'), 'p-coder')?.key,
    )
  })

  it('is vague where only the dialog itself says what it is about', () => {
    const seen = observed('coder', 'waiting', {
      waitingFor: 'Do you want to proceed?',
      answerable: true,
      source: 'screen',
    })
    expect(permissionOf(runWith(seen), 'p-coder')?.vague).toBe(true)
    expect(permissionOf(asks('Allow Bash: ls'), 'p-coder')?.vague).toBe(false)
  })

  it('is none in a run that has ended', () => {
    expect(permissionOf({ ...asks('Allow Bash: ls'), phase: 'closed' }, 'p-coder')).toBeNull()
  })
})

describe('answerPermission', () => {
  it('gives the answer once, however often it is clicked', async () => {
    const request = vi.spyOn(link, 'request').mockResolvedValue({})
    await Promise.all([
      answerPermission(permission, 'allow', 'card'),
      answerPermission(permission, 'deny', 'list'),
    ])
    expect(request.mock.calls).toEqual([
      ['permission.answer', { run: 'r1', pane: 'p-coder', choice: 'allow', waitingFor: 'Allow Bash: ls' }],
    ])
    expect(answers.getState()).toEqual({ k: { kind: 'sending', choice: 'allow', at: 'card' } })
    vi.runAllTimers()
    expect(answers.getState()).toEqual({})
  })

  it('keeps why it was refused, and may then be given again', async () => {
    const request = vi.spyOn(link, 'request').mockRejectedValue(new Refused('Answer it in the terminal.'))
    await answerPermission(permission, 'allow', 'card')
    expect(answers.getState()).toEqual({
      k: { kind: 'refused', reason: 'Answer it in the terminal.', at: 'card' },
    })
    await answerPermission(permission, 'allow', 'card')
    expect(request).toHaveBeenCalledTimes(2)
  })
})

import { expect, test, vi } from 'vitest'
import { opened, started } from '#shared/model/run.fixture'
import { RunLog } from '../journal/run-log'
import { AgentStarts, resumable, type AgentStartPorts } from './agent-starts'

test.each(['0198c1de-8f0e-7c1f-b0e5-0f2d7a3b9c11', 'ses_5fKx0', 'a.b'])('%s is a conversation', (id) => {
  expect(resumable(id)).toBe(id)
})

test.each([
  '--dangerously-skip-permissions',
  '-c',
  '',
  '../other',
  'a b',
  'a\n-c',
  'x'.repeat(201),
  null,
  undefined,
])('no agent is started with %j in the place of one', (id) => {
  expect(resumable(id)).toBeUndefined()
})

test('a role that could not be written for an agent is put to it a while later', async () => {
  vi.useFakeTimers()
  try {
    const log = await RunLog.start('run', opened, { append: () => Promise.resolve() })
    await log.commit([started('a0', 'p0'), { type: 'conversation-compacted', agent: 'a0' }])
    const store = vi.fn().mockRejectedValueOnce(new Error('ENOSPC')).mockResolvedValue({ file: 'context.md' })
    const deliver = vi.fn().mockResolvedValue('d1')
    const stirred = vi.fn(() => void starts.remind('p0', 'a0'))
    const ports: Pick<AgentStartPorts, 'log' | 'brief' | 'deliver' | 'closing' | 'stirred'> = {
      log,
      brief: () => ({}),
      deliver,
      closing: () => false,
      stirred,
    }
    const around = {
      texts: { store, agentFolder: '/p', forAgent: String },
      crew: { sessions: new Map([['a0', {}]]) },
    }
    const starts = new AgentStarts({ ...ports, ...around } as unknown as AgentStartPorts)

    await expect(starts.remind('p0', 'a0')).rejects.toThrow('ENOSPC')
    await starts.remind('p0', 'a0')
    expect(deliver).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(stirred).toHaveBeenCalledOnce()
    expect(deliver).toHaveBeenCalledOnce()
  } finally {
    vi.useRealTimers()
  }
})

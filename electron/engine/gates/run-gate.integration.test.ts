import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { readProcesses } from '../../terminal-host/process-table'
import { runGate, type GateRun } from './run-gate'

const gate = (command: string, more: Partial<GateRun> = {}): GateRun => ({
  command,
  cwd: tmpdir(),
  env: { PATH: process.env['PATH'] ?? '' },
  shell: '/bin/sh',
  platform: process.platform,
  timeoutMs: 30_000,
  abort: new AbortController().signal,
  ...more,
})

/** Whether it still does anything; an ended process may keep its number until the system lets go of it. */
async function lives(pid: number): Promise<boolean> {
  const table = await readProcesses(process.platform)
  return table.some((entry) => entry.pid === pid && !entry.zombie)
}

test('says how the command ended and what it printed', async () => {
  const outcome = await runGate(gate('echo one; echo two >&2; exit 3'))
  expect(outcome).toMatchObject({ code: 3, signal: null, timedOut: false, failure: null })
  expect(outcome.output.split('\n').toSorted()).toEqual(['', 'one', 'two'])
})

test('a command that cannot be given to the system is a failure, not an error', async () => {
  const outcome = await runGate(gate('true', { cwd: 'a\0b' }))
  expect(outcome.failure).toContain('null bytes')
})

test('what it leaves in the background with its output is ended, and holds up nothing', async () => {
  const outcome = await runGate(gate('sleep 300 & echo $!'))
  expect(outcome).toMatchObject({ code: 0, timedOut: false })
  expect(await lives(Number(outcome.output))).toBe(false)
})

test('it ends with its run', async () => {
  const abort = new AbortController()
  const running = runGate(gate('echo $$; sleep 300', { abort: abort.signal }))
  abort.abort()
  const outcome = await running
  expect(outcome.code).toBeNull()
  expect(outcome.took).toBeLessThan(20_000)
})

import { spawn } from 'node-pty'
import { expect, test } from 'vitest'
import { systemClock } from './clock'
import { closeWhenDrained } from './pty-drain'

const options = { cols: 80, rows: 24, env: { PATH: process.env['PATH'] ?? '' } }

test.skipIf(process.platform === 'win32')(
  'what a program printed last is read even if nobody could read for a while after its end',
  async () => {
    const pty = spawn('sh', ['-c', 'echo last words; exit 4'], options)
    closeWhenDrained(pty, systemClock)
    const seen: string[] = []
    pty.onData((data) => seen.push(data.trim()))
    const ended = new Promise<void>((resolve) =>
      pty.onExit(({ exitCode }) => {
        seen.push(`exit ${exitCode}`)
        resolve()
      }),
    )
    pty.pause()
    // Longer than node-pty waits before it closes.
    await new Promise((resolve) => setTimeout(resolve, 600))
    pty.resume()
    await ended
    expect(seen).toEqual(['last words', 'exit 4'])
  },
)

test.skipIf(process.platform === 'win32')(
  'a child that keeps the terminal open does not keep the exit back',
  async () => {
    const pty = spawn('sh', ['-c', '(trap "" HUP; sleep 4) & echo started; exit 0'], options)
    closeWhenDrained(pty, systemClock)
    const started = Date.now()
    await new Promise<void>((resolve) => pty.onExit(() => resolve()))
    expect(Date.now() - started).toBeLessThan(3000)
  },
)

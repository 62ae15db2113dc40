/** Starts programs, and makes sure that none outlives the script. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from './console.mjs'
import { root } from './paths.mjs'

/** How long a program may take to end after it was asked to, before it is killed. */
const GRACE_MS = 5_000

const running = new Set()

/** Set when the person ended the script: what still runs is ended, and nothing further is started. */
let interrupted = false

/**
 * Runs a program to its end.
 * `output`: 'inherit' shows it, 'capture' collects it (stdout and stderr together).
 * `group`: gives it a process group of its own, so that everything it started ends with it.
 * @returns {Promise<{code: number, output: string, timedOut: boolean}>}
 */
export function run(command, args, options = {}) {
  const {
    output = 'capture',
    env = process.env,
    cwd = root,
    timeoutMs,
    group = output === 'capture',
  } = options
  const ownGroup = group && process.platform !== 'win32'
  // Windows finds npm and other script programs only through the shell.
  const shell = process.platform === 'win32' && !command.includes('\\')
  const child = spawn(command, args, {
    cwd,
    env,
    shell,
    detached: ownGroup,
    stdio:
      output === 'inherit'
        ? [group ? 'ignore' : 'inherit', 'inherit', 'inherit']
        : ['ignore', 'pipe', 'pipe'],
  })
  const entry = { child, ownGroup }
  running.add(entry)
  let collected = ''
  let timedOut = false
  child.stdout?.on('data', (data) => (collected += data))
  child.stderr?.on('data', (data) => (collected += data))
  const timer =
    timeoutMs &&
    setTimeout(() => {
      timedOut = true
      end(entry, 'SIGKILL')
    }, timeoutMs)
  return new Promise((resolve) => {
    const finish = (code, text = '') => {
      clearTimeout(timer)
      running.delete(entry)
      if (interrupted) end(entry, 'SIGKILL')
      else resolve({ code, output: collected + text, timedOut })
    }
    child.on('error', (error) => finish(127, error.message))
    child.on('close', (code, signal) => finish(code ?? (signal ? 1 : 0)))
  })
}

/** Like `run`, but a failure is a Problem with the given message and fix. */
export async function mustRun(command, args, problem, options = {}) {
  const result = await run(command, args, options)
  if (result.code === 0) return result.output
  const reason = result.timedOut ? ' It took too long.' : ''
  throw new Problem(problem.message + reason, problem.fix, result.output)
}

function signalAll(signal) {
  for (const entry of running) end(entry, signal)
}

/** Ends all started programs, then this process, when the person presses Ctrl+C or the system ends us. */
export function endEverythingOnInterrupt() {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.once(signal, () => {
      interrupted = true
      signalAll('SIGTERM')
      setTimeout(() => {
        signalAll('SIGKILL')
        process.exit(code)
      }, GRACE_MS).unref()
      const watch = setInterval(() => {
        if (running.size > 0) return
        clearInterval(watch)
        process.exit(code)
      }, 50)
    })
  }
}

function end({ child, ownGroup }, signal) {
  if (child.pid === undefined) return
  try {
    if (ownGroup) process.kill(-child.pid, signal)
    else child.kill(signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

/** Arguments for `process.execPath` that run a program of an installed package. */
export function packageProgram(name, bin = name) {
  const folder = join(root, 'node_modules', ...name.split('/'))
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[bin]
  return join(folder, file)
}

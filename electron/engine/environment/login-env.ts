import { spawn as spawnProcess } from 'node:child_process'
import type {
  ChildProcessByStdio,
  SpawnOptionsWithStdioTuple,
  StdioNull,
  StdioPipe,
} from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { homedir, userInfo } from 'node:os'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { messageOf } from '#shared/message-of'
import type { Env } from './child-env'

/** A child whose output is read and whose input is closed. */
type Probe = ChildProcessByStdio<null, Readable, null>
type ProbeOptions = SpawnOptionsWithStdioTuple<StdioNull, StdioPipe, StdioNull>
/** The one form of `child_process.spawn` that is used here. */
export type SpawnProbe = (file: string, args: readonly string[], options: ProbeOptions) => Probe

/** How the person's environment is found. Everything but the shell has a default. */
export interface LoginEnvOptions {
  shell: string
  platform: NodeJS.Platform
  spawn?: SpawnProbe
  /** Milliseconds until the app's own environment is used instead. */
  timeoutMs?: number
  /** The environment the shell starts from. Default: the app's own. */
  base?: Readonly<Record<string, string | undefined>>
  /** Is told in one sentence when the shell gave no answer. */
  note?: (text: string) => void
}

/** A login shell that takes longer is not waited for. */
const DEFAULT_TIMEOUT_MS = 10_000
/** After its answer, how long a shell may take to leave before it is ended, in milliseconds. */
const LEAVE_MS = 2000
/** A shell that prints more than this before its answer is not waited for, in characters. */
const MAX_OUTPUT = 16 * 1024 * 1024

/** Set while probing, for start-up files that would open a multiplexer, draw a prompt or look for updates. */
const probeOnly: Readonly<Env> = { TERM: 'dumb', DISABLE_AUTO_UPDATE: 'true', ZSH_TMUX_AUTOSTART: 'false' }
/** What a shell says about itself rather than about the person. */
const shellOwn = ['_', 'PWD', 'OLDPWD', 'SHLVL', 'ELECTRON_RUN_AS_NODE', ...Object.keys(probeOnly)]

const cache = new Map<string, Promise<Env>>()

/** The person's login-shell environment, read once per shell. Never blocks, never fails. */
export function loginEnvironment(options: LoginEnvOptions): Promise<Env> {
  const known = cache.get(options.shell)
  if (known !== undefined) return known
  const reading = readLoginEnvironment(options)
  cache.set(options.shell, reading)
  return reading
}

/** Makes the next `loginEnvironment` ask the shell again. */
export function forgetLoginEnvironment(): void {
  cache.clear()
}

/** The person's shell: `$SHELL`, or the one of their account. */
export function personShell(env: Readonly<Record<string, string | undefined>>): string {
  const usable = [env['SHELL'], accountShell()].find((shell) => shell && !/\/(nologin|false)$/.test(shell))
  return usable ?? '/bin/sh'
}

function accountShell(): string | null {
  try {
    return userInfo().shell
  } catch {
    // An account without an entry, as in some containers.
    return null
  }
}

/** As `loginEnvironment`, without the cache. */
export async function readLoginEnvironment(options: LoginEnvOptions): Promise<Env> {
  const base = defined(options.base ?? process.env)
  // Windows programs inherit the person's environment from the desktop.
  if (options.platform === 'win32') return base
  const mark = `deck-${randomUUID()}`
  const answer = await probe(options, base, mark)
  if (typeof answer !== 'string') {
    options.note?.(
      `Your shell (${options.shell}) ${answer.reason}, so the app's own environment is used. ` +
        'Programs that only your shell start-up files put on the PATH may be missing.',
    )
    return base
  }
  const env = parseEnv(answer)
  for (const name of shellOwn) {
    const before = base[name]
    if (before === undefined) delete env[name]
    else env[name] = before
  }
  return env
}

/** The text between the two marks, or why there is none. */
function probe(options: LoginEnvOptions, base: Env, mark: string): Promise<string | { reason: string }> {
  const spawn: SpawnProbe = options.spawn ?? spawnProcess
  return new Promise((resolve) => {
    let child: Probe
    try {
      child = spawn(options.shell, probeArguments(options.shell, mark), {
        cwd: homedir(),
        env: { ...base, ...probeOnly, ELECTRON_RUN_AS_NODE: '1' },
        stdio: ['ignore', 'pipe', 'ignore'],
        // A session of its own: an interactive shell must not stop on the app's terminal, and can be ended as a group.
        detached: true,
      })
    } catch (error) {
      resolve({ reason: `could not be started (${messageOf(error)})` })
      return
    }
    let output = ''
    const finish = (answer: string | { reason: string }): void => {
      clearTimeout(timer)
      child.stdout.destroy()
      if (typeof answer === 'string') setTimeout(endGroup, LEAVE_MS, child).unref()
      else endGroup(child)
      child.unref()
      resolve(answer)
    }
    const timer = setTimeout(
      () => finish({ reason: 'did not answer in time' }),
      options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    )
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (chunk: string) => {
      // The mark may be cut in two by a chunk's end.
      const since = Math.max(0, output.length - mark.length)
      output += chunk
      if (output.includes(mark, since)) {
        const parts = output.split(mark)
        if (parts.length >= 3) finish(parts[1] ?? '')
      }
      if (output.length > MAX_OUTPUT) finish({ reason: 'printed too much' })
    })
    child.on('error', (error) => finish({ reason: `could not be started (${error.message})` }))
    child.on('close', () => finish({ reason: 'ended without an answer' }))
  })
}

/**
 * An interactive login shell that prints its environment between two marks. Node prints it, because not every `env` can
 * separate by NUL. Bash as a login shell skips `.bashrc`, where many people set their PATH, so a second one reads it,
 * as it would in a terminal.
 */
function probeArguments(shell: string, mark: string): string[] {
  const half = mark.length / 2
  // The mark is written in two halves: a shell that echoes its command must not look like an answer.
  const written = `${JSON.stringify(mark.slice(0, half))}+${JSON.stringify(mark.slice(half))}`
  const script = `const m=${written};process.stdout.write(m+Object.entries(process.env).map(e=>e.join("=")).join("\\0")+m)`
  const print = `${quoted(process.execPath)} -e ${quoted(script)}`
  const name = basename(shell)
  if (name === 'bash') return ['-ilc', `exec ${quoted(shell)} -ic ${quoted(print)}`]
  // These take -l only alone.
  if (name === 'csh' || name === 'tcsh') return ['-ic', print]
  return name === 'nu' ? ['-l', '-i', '-c', `^${print}`] : ['-ilc', print]
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function parseEnv(text: string): Env {
  const env: Env = {}
  for (const entry of text.split('\0')) {
    const at = entry.indexOf('=', 1)
    if (at > 0) env[entry.slice(0, at)] = entry.slice(at + 1)
  }
  return env
}

function defined(env: Readonly<Record<string, string | undefined>>): Env {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

function endGroup(child: Probe): void {
  if (child.pid === undefined) return
  if (child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has left in the meantime.
  }
}

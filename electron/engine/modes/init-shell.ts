import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { childEnvironment } from '../environment/child-env'
import type { LaunchSurroundings, Prepared } from '../run/launcher'
import { foregroundOf, isShell } from './foreground'

/** A shell that has printed nothing for so long waits for its next line, in milliseconds. */
const QUIET_MS = 250
/** How often it is looked at, in milliseconds. */
const LOOK_MS = 150
/**
 * Time for the environment to be written each time it was asked for, in milliseconds; then it is asked for again. A shell that
 * works by itself, without a program in front, looks as if it waited, and reads what was typed only later.
 */
const WRITTEN_MS = [4_000, 15_000, 45_000]
/** Where it is written, in the run's folder. */
const ENVIRONMENT_FILE = 'environment.json'

/** What `dot-agent-deck environment` writes. */
const Written = z.object({ env: z.record(z.string(), z.string()), cwd: z.string() })

/** A shell's own variables, which are nobody else's. */
const SHELL_OWN = ['_', 'PWD', 'OLDPWD', 'SHLVL', 'PS1', 'PROMPT', 'HISTFILE']

/** The session of a terminal in which a workspace is made ready. */
export interface InitSession {
  session: string
  pid: number
  /** Whether the command was typed before; its shell lives on from then. */
  typed: boolean
}

/** What making a workspace ready needs. */
export interface InitPorts {
  surroundings: LaunchSurroundings
  /** The run's folder in the deck's data folder; private. */
  runDir: string
  command: string
  /** Gives a living session, a new one where there is none. */
  session(): Promise<InitSession>
  /** The session's program has ended, or is to be ended. */
  gone(session: string): boolean
}

/** The command line that has the shell's environment written, for the shell that is in front. */
export function captureLine(program: string, file: string, shell: string, platform: NodeJS.Platform): string {
  if (platform === 'win32') return `"${program}.cmd" environment "${file}"\r`
  const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
  const call = shell.endsWith('/nu') ? '^' : ''
  // A line that begins with a space stays out of many people's history.
  return ` ${call}${quoted(program)} environment ${quoted(file)}\r`
}

/**
 * Types the command into a shell of the person's, as they would, and takes over the environment and the folder that it
 * leaves: also of a command that opens a shell inside, such as `devbox shell`.
 * @throws Error with a sentence for a person.
 */
export async function prepareBy(ports: InitPorts): Promise<Prepared> {
  const { surroundings, runDir, command } = ports
  const file = join(runDir, ENVIRONMENT_FILE)
  await rm(file, { force: true })
  const shell = await ports.session()
  let { typed } = shell
  let asked = 0
  let dueAt = 0
  for (;;) {
    const written = await taken(file)
    if (written) return { env: withoutShell(written.env), cwd: written.cwd }
    if (ports.gone(shell.session)) throw new Error(await howItEnded(ports, shell.session))
    if (Date.now() >= dueAt && (await waits(surroundings, shell))) {
      if (!typed) {
        surroundings.host.write(shell.session, `${command.trimEnd().replace(/\r?\n/g, '\r')}\r`)
        typed = true
        await pause(QUIET_MS)
      } else if (asked === WRITTEN_MS.length) {
        throw new Error(
          `${command}: the shell that it leaves does not find DOT Agent Deck. It has to be a shell on this machine.`,
        )
      } else {
        const program = join(surroundings.binDir, 'dot-agent-deck')
        surroundings.host.write(
          shell.session,
          captureLine(program, file, surroundings.shell, surroundings.platform),
        )
        dueAt = Date.now() + (WRITTEN_MS[asked] ?? 0)
        asked += 1
      }
    }
    // No system tells when a program comes to the front of a terminal.
    await pause(LOOK_MS)
  }
}

/** What was asked for twice may have been written twice. */
export async function forgetEnvironment(runDir: string): Promise<void> {
  await rm(join(runDir, ENVIRONMENT_FILE), { force: true })
}

/** With what it printed last, but for the echo of what was typed. */
async function howItEnded({ surroundings, command }: InitPorts, session: string): Promise<string> {
  const text = await surroundings.host.text(session, 20).catch(() => '')
  const typed = command.trimEnd().split('\n').at(-1) ?? ''
  const lines = text.split('\n').map((line) => line.trim())
  const last = lines.findLast((line) => line !== '' && line !== 'exit' && !line.endsWith(typed))
  return `${command}: its shell has ended before anything could be started in it${last === undefined ? '.' : `: ${last}`}`
}

/** Whether the shell is in front of its terminal and quiet. */
async function waits(
  { host, shell, platform }: LaunchSurroundings,
  { session, pid }: InitSession,
): Promise<boolean> {
  const screen = await host.screen(session)
  if (!screen || screen.outputBytes === 0) return false
  const front = await foregroundOf(pid, platform)
  const quiet = front === undefined ? QUIET_MS * 4 : QUIET_MS
  return Date.now() - screen.lastOutputAt >= quiet && (front === undefined || isShell(front, shell))
}

async function taken(file: string): Promise<Prepared | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  await rm(file, { force: true })
  return Written.parse(JSON.parse(text))
}

function withoutShell(env: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SHELL_OWN.includes(name)))
}

/** The environment of a program that the deck starts beside an agent: without identity, with the command on its PATH. */
export async function sideEnvironment(
  around: LaunchSurroundings,
  prepared: Prepared | undefined,
): Promise<Record<string, string>> {
  return childEnvironment({
    base: prepared?.env ?? (await around.loginEnv),
    platform: around.platform,
    pathFolders: [around.binDir],
  })
}

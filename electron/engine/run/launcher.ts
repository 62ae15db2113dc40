import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '#shared/message-of'
import { adapterFor, prepareUnknown, type AgentAdapter, type LaunchAdditions } from '../agents/index'
import { childEnvironment, type Env } from '../environment/child-env'
import { agentOf } from '../environment/detect-agent'
import { launchOf, whyNotFound } from '../environment/launch-command'
import type { SpawnSpec, TerminalHost } from '../terminal/host'

/** What every start on this machine has in common. */
export interface LaunchSurroundings {
  host: TerminalHost
  platform: NodeJS.Platform
  shell: string
  /** The person's login-shell environment; resolves in its own time. */
  loginEnv: Promise<Env>
  /** Folder with the `dot-agent-deck` command, for the head of the PATH. */
  binDir: string
  /** Starts the hook entry: program first. */
  hookCommand: string[]
  hookEnv: Record<string, string>
  /** Starts the `dot-agent-deck` command, with `hookEnv`: program first. */
  deckCommand: string[]
  /** What the command that makes a workspace ready has made of environment and folder; rejects with the reason. */
  prepared?: () => Promise<Prepared>
}

/** What every program of a workspace starts with. */
export interface Prepared {
  env: Env
  /** Absolute path of a folder. */
  cwd: string
}

/** The same surroundings for programs that something has to make ready first. */
export function preparedSurroundings(
  around: LaunchSurroundings,
  prepared: NonNullable<LaunchSurroundings['prepared']>,
): LaunchSurroundings {
  return {
    ...around,
    // A host that was lost is replaced.
    get host() {
      return around.host
    },
    prepared,
  }
}

/** An agent that is to be started. */
export interface LaunchRequest {
  agent: string
  run: string
  pane: string
  command: string
  directory: string
  /** The run's folder in the deck's data folder. */
  runDir: string
  size: { cols: number; rows: number }
  firstPrompt?: string
  /** The conversation to go on with. */
  resume?: string
  extraEnv?: Readonly<Env>
}

/** A start that is prepared down to the last byte, but not made. */
export interface Launch {
  adapter: AgentAdapter
  additions: LaunchAdditions
  spec: SpawnSpec
  /** Why it cannot work, known before trying. */
  impossible: string | undefined
}

/** The environment of a command that the deck runs itself: the person's own, and nothing of an agent's. */
export async function gateEnvironment({
  loginEnv,
  platform,
}: Pick<LaunchSurroundings, 'loginEnv' | 'platform'>): Promise<Env> {
  return childEnvironment({ base: await loginEnv, platform })
}

/** Of an agent, a run, a side pane's session, or a run that is shown from an export. Ids are short, because people see them in paths; 40 bits never meet within a deck. */
export function newId(letter: 'a' | 'r' | 's' | 'x'): string {
  return `${letter}-${randomBytes(5).toString('hex')}`
}

/** The folder of one agent's own in the run's. */
export function agentFolder(runDir: string, agent: string): string {
  return join(runDir, 'agents', agent)
}

/**
 * Prepares the start of a role's command. A command that hides its agent (`devbox run coder`) gets the shims of the
 * agents that have one, so that whichever it starts is met; until one is, the agent counts as any program.
 */
export async function prepareLaunch(around: LaunchSurroundings, request: LaunchRequest): Promise<Launch> {
  const kind = agentOf(request.command)
  const adapter = adapterFor(kind)
  const prepare = kind === undefined ? prepareUnknown : adapter.prepare
  const additions = await prepare({
    agentId: request.agent,
    agentDir: agentFolder(request.runDir, request.agent),
    hookCommand: around.hookCommand,
    hookEnv: around.hookEnv,
    platform: around.platform,
    ...(request.firstPrompt === undefined ? {} : { firstPrompt: request.firstPrompt }),
    ...(request.resume === undefined ? {} : { resume: request.resume }),
  })
  const token = randomBytes(32).toString('hex')
  const outbox = join(request.directory, '.dot-agent-deck', 'runs', request.run, 'outbox')
  // Where it cannot be made, an agent whose sandbox blocks sockets is told so by its command.
  await mkdir(outbox, { recursive: true, mode: 0o700 }).catch(() => undefined)
  const prepared = await preparedBy(around)
  const cwd = prepared.cwd ?? request.directory
  const env = childEnvironment({
    base: prepared.env ?? (await around.loginEnv),
    platform: around.platform,
    additions: {
      ...request.extraEnv,
      ...additions.env,
      DOT_AGENT_DECK_PANE_ID: request.pane,
      DOT_AGENT_DECK_AGENT_ID: request.agent,
      DOT_AGENT_DECK_TOKEN: token,
      DOT_AGENT_DECK_SOCKET: around.host.postEndpoint,
      DOT_AGENT_DECK_OUTBOX: outbox,
    },
    pathFolders: [...additions.pathFolders, around.binDir],
  })
  const search = { env, platform: around.platform }
  return {
    adapter,
    additions,
    spec: {
      session: request.agent,
      ...launchOf(request.command, { shell: around.shell, platform: around.platform }),
      env,
      cwd,
      cols: request.size.cols,
      rows: request.size.rows,
      token,
      outbox,
      meta: JSON.stringify({ run: request.run, pane: request.pane }),
    },
    impossible: prepared.failed ?? (await whyNotFound(request.command, { ...search, cwd })),
  }
}

async function preparedBy({
  prepared,
}: LaunchSurroundings): Promise<Partial<Prepared> & { failed?: string }> {
  if (!prepared) return {}
  return prepared().catch((error: unknown) => ({
    failed: messageOf(error),
  }))
}

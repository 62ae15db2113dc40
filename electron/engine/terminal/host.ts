/**
 * The engine's view of a terminal host: the process that owns the PTYs and outlives the app.
 *
 * Sessions are named by agent id. Everything that a program prints or calls itself is untrusted text.
 */
import type {
  ProgramStatus,
  Screen,
  ScreenLine,
  TerminalTheme,
  ViewerModes,
  ViewerSink,
} from '#shared/contract/terminal'
import type {
  ExitStatus,
  ProcessInfo,
  SessionInfo,
  Snapshot,
  SpawnResult,
  SpawnSpec,
} from '../../terminal-host/protocol'

export type { SessionInfo, SpawnResult, SpawnSpec }
export type { Screen, ScreenLine }

/** A message that an agent's CLI left in the post box; its agent was proven by token. */
export interface Post {
  /** Names the message for `answer`; the same message handed over again has the same one. */
  postId: string
  agent: string
  body: unknown
  /** Epoch milliseconds. */
  receivedAt: number
  /** Whether it waited on disk for an app. */
  kept: boolean
}

/** What a host tells. `exit` comes after the last output. */
export interface HostEvents {
  exit: { session: string } & ExitStatus
  title: { session: string; title: string }
  programStatus: { session: string; status: ProgramStatus }
  modes: { session: string } & ViewerModes
  bell: { session: string }
  /** Output arrives; at most four times a second per session. */
  activity: { session: string; outputBytes: number }
  post: Post
  /** The connection is gone. Sessions may live on; `connectTerminalHost` attaches again. */
  lost: { reason: string }
}

/** One viewer's attachment. */
export interface Viewer {
  /** The viewer has parsed `totalChars` of its frames' data since it attached. */
  ack(totalChars: number): void
  close(): void
}

/** A terminal host. Questions reject only when the connection is lost. */
export interface TerminalHost {
  /** Value of `DOT_AGENT_DECK_SOCKET` for the agents of this host. */
  readonly postEndpoint: string
  /** Process id of the host. */
  readonly pid: number
  /** Starts a program. A missing file, bad folder or permission is a value with a message for a person. */
  spawn(spec: SpawnSpec): Promise<SpawnResult>
  write(session: string, data: string): void
  /** Only real changes have an effect. */
  resize(session: string, cols: number, rows: number): void
  /** Ends the process tree: hang-up, then kill after `graceMs` (1000). Resolves when all are gone; the session is forgotten. */
  end(session: string, graceMs?: number): Promise<void>
  /** The session's processes, parents first; empty when it has ended. */
  processes(session: string): Promise<ProcessInfo[]>
  /** The visible screen after everything received so far. */
  screen(session: string): Promise<Screen | undefined>
  /** The last `lines` (1000) of screen and scrollback as plain text; empty for an unknown session. */
  text(session: string, lines?: number): Promise<string>
  snapshot(session: string): Promise<Snapshot | undefined>
  /** All sessions, also ended ones that `end` has not forgotten yet. The answer comes after the posts that the host had kept. */
  list(): Promise<SessionInfo[]>
  /** Colours with which programs' questions are answered. */
  setTheme(theme: TerminalTheme): void
  /** Shows a session; `viewer` names it in messages. The sink gets a snapshot first. */
  attach(session: string, viewer: string, sink: ViewerSink): Viewer
  on<Name extends keyof HostEvents>(event: Name, listener: (value: HostEvents[Name]) => void): () => void
  /** Answers a post; its CLI prints the reply, and the message is not handed over again. */
  answer(postId: string, reply: unknown): void
  /** Leaves the host; its sessions live on. */
  close(): Promise<void>
  /** Ends all sessions, then the host. */
  shutdown(): Promise<void>
}

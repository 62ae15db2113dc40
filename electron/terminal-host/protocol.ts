/**
 * Messages between the app and a terminal host. Both ends parse what they receive with these schemas.
 *
 * The version is one number, compared for equality; a host of another version is refused with a reason, never ended.
 */
import { z } from 'zod'
import {
  ColsSchema,
  ExitFrameSchema,
  ProgramStatusSchema,
  ResizeFrameSchema,
  RowsSchema,
  ScreenSchema,
  SnapshotFrameSchema,
  TerminalThemeSchema,
  ViewerModesSchema,
} from '#shared/contract/terminal'

/** Version of this protocol. */
export const PROTOCOL = 1
/** Lines kept above the screen unless a spawn says otherwise. */
export const DEFAULT_SCROLLBACK = 5000
/** Time between the hang-up and the kill when a session is ended, in milliseconds. */
export const DEFAULT_GRACE_MS = 1000
/** Most input in one message, in code units; the client cuts longer input. */
export const MAX_INPUT_CHARS = 128 * 1024

const session = z.string().min(1).max(128)
const id = z.number().int().nonnegative()
const viewer = z.number().int().nonnegative().max(0xffffffff)

/** What to start; see `TerminalHost.spawn`. */
const SpawnSpecSchema = z.object({
  session,
  file: z.string().min(1).max(4096),
  args: z.array(z.string()).max(4096),
  env: z.record(z.string(), z.string()),
  cwd: z.string().min(1).max(4096),
  cols: ColsSchema,
  rows: RowsSchema,
  scrollback: z.number().int().min(0).max(100_000).optional(),
  token: z.string().min(16).max(256),
  /** Folder in which the agent may leave messages that it cannot send. */
  outbox: z.string().min(1).max(4096).optional(),
  meta: z
    .string()
    .max(64 * 1024)
    .optional(),
})
export type SpawnSpec = z.infer<typeof SpawnSpecSchema>

/** Answer to a spawn; a failure's reason is a sentence for a person. */
const SpawnResultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), pid: z.number().int() }),
  z.object({ ok: z.literal(false), reason: z.string() }),
])
export type SpawnResult = z.infer<typeof SpawnResultSchema>

/** How a program ended; `signal` is its number or null. */
const ExitStatusSchema = z.object({ code: z.number().int(), signal: z.number().int().nullable() })
export type ExitStatus = z.infer<typeof ExitStatusSchema>

/** One session, living or ended but not yet forgotten. */
const SessionInfoSchema = z.object({
  session,
  pid: z.number().int(),
  cols: ColsSchema,
  rows: RowsSchema,
  title: z.string(),
  meta: z.string().optional(),
  exited: ExitStatusSchema.optional(),
})
export type SessionInfo = z.infer<typeof SessionInfoSchema>

/** One process of a session's tree. */
const ProcessInfoSchema = z.object({
  pid: z.number(),
  ppid: z.number(),
  name: z.string(),
  rssBytes: z.number(),
  cpuMs: z.number(),
  /** Held up by a signal. Hosts from before this was told do not say. */
  stopped: z.boolean().optional(),
})
export type ProcessInfo = z.infer<typeof ProcessInfoSchema>

/** A full screen with scrollback, outside any viewer. */
const SnapshotSchema = z.object({
  cols: ColsSchema,
  rows: RowsSchema,
  data: z.string(),
  seq: z.number(),
})
export type Snapshot = z.infer<typeof SnapshotSchema>

/** What the questions of a client are answered with. */
export const ReplySchemas = {
  spawn: SpawnResultSchema,
  end: z.null(),
  processes: z.array(ProcessInfoSchema),
  screen: ScreenSchema.nullable(),
  text: z.string(),
  snapshot: SnapshotSchema.nullable(),
  list: z.array(SessionInfoSchema),
  shutdown: z.null(),
} as const
export type Question = keyof typeof ReplySchemas

/** First message of a client. */
export const ClientHelloSchema = z.object({
  type: z.literal('hello'),
  protocol: z.number().int(),
  token: z.string().max(256),
})

/** Messages of a client after its hello. `answer` carries the reply as its text. */
export const ClientMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('spawn'), id, spec: SpawnSpecSchema }),
  z.object({ type: z.literal('input'), session, data: z.string().max(MAX_INPUT_CHARS) }),
  z.object({ type: z.literal('resize'), session, cols: ColsSchema, rows: RowsSchema }),
  z.object({ type: z.literal('end'), id, session, graceMs: z.number().min(0).max(600_000) }),
  z.object({ type: z.literal('processes'), id, session }),
  z.object({ type: z.literal('screen'), id, session }),
  z.object({ type: z.literal('text'), id, session, lines: z.number().int().min(1).max(200_000) }),
  z.object({ type: z.literal('snapshot'), id, session }),
  z.object({ type: z.literal('list'), id }),
  z.object({ type: z.literal('theme'), theme: TerminalThemeSchema }),
  z.object({ type: z.literal('attach'), session, viewer }),
  z.object({ type: z.literal('detach'), viewer }),
  z.object({ type: z.literal('ack'), viewer, chars: z.number().int().nonnegative() }),
  z.object({ type: z.literal('answer'), postId: z.string().max(256) }),
  z.object({ type: z.literal('shutdown'), id }),
])
export type ClientMessage = z.infer<typeof ClientMessageSchema>

/** First message of a host, or its refusal, after which it closes the connection. */
export const HostHelloSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), protocol: z.number().int(), pid: z.number().int() }),
  z.object({
    type: z.literal('refused'),
    why: z.enum(['protocol', 'token', 'busy', 'malformed']),
    reason: z.string(),
  }),
])
export type HostHello = z.infer<typeof HostHelloSchema>

/** Events that concern one session. */
const SessionEventSchema = z.discriminatedUnion('type', [
  ExitStatusSchema.extend({ type: z.literal('exit'), session }),
  z.object({ type: z.literal('title'), session, title: z.string() }),
  z.object({ type: z.literal('programStatus'), session, status: ProgramStatusSchema }),
  ViewerModesSchema.extend({ type: z.literal('modes'), session }),
  z.object({ type: z.literal('bell'), session }),
  z.object({ type: z.literal('activity'), session, outputBytes: z.number() }),
])
export type SessionEvent = z.infer<typeof SessionEventSchema>

/** A message an agent's CLI left in the post box; its body travels as the frame's text, as JSON. */
const PostEventSchema = z.object({
  type: z.literal('post'),
  postId: z.string(),
  agent: z.string(),
  /** Epoch milliseconds at which the host took it. */
  receivedAt: z.number(),
  /** Whether it was kept on disk before. */
  kept: z.boolean(),
})

/** Messages of a host after its hello. `reply` and `post` carry JSON, a `snapshot` its data, as their text. */
export const HostMessageSchema = z.union([
  SessionEventSchema,
  PostEventSchema,
  z.object({ type: z.literal('reply'), id, error: z.string().optional() }),
  z.object({
    type: z.literal('viewer'),
    viewer,
    frame: z.discriminatedUnion('type', [
      SnapshotFrameSchema.omit({ data: true }),
      ResizeFrameSchema,
      ExitFrameSchema,
    ]),
  }),
])
export type HostMessage = z.infer<typeof HostMessageSchema>

/** What a running host writes into `host.json` in its folder. */
export const DiscoverySchema = z.object({
  pid: z.number().int().positive(),
  endpoint: z.string(),
  postEndpoint: z.string(),
  token: z.string(),
  protocol: z.number().int(),
  startedAt: z.number(),
})
export type Discovery = z.infer<typeof DiscoverySchema>
/** Name of the discovery file. */
export const DISCOVERY_FILE = 'host.json'

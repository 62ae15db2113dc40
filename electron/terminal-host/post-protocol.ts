/** The line that an agent's CLI sends to the post box, and the line it gets back. */
import { z } from 'zod'

/** Largest line, in bytes. */
export const MAX_POST_BYTES = 8 * 1024 * 1024

/** What the CLI sends. `id` stays the same when it tries again. */
export const PostLineSchema = z.object({
  agent: z.string().min(1).max(128),
  token: z.string().max(256),
  id: z.uuid(),
  body: z.unknown(),
})
export type PostLine = z.infer<typeof PostLineSchema>

/** What the CLI gets: the app's answer, or that the message is kept for it, or why it was refused. */
export type PostReply = { answer: unknown } | { kept: true } | { refused: string }

import { z } from 'zod'
import { RunEvent } from '#shared/model/events'
import { Notice } from '#shared/contract/views'

/** What crosses between the suite and the app that it kills. */

const id = z.number().int()
const run = z.string()

/** From the suite to the app: what a person would do in the window, and what is wrong with the disk. */
export const Order = z.discriminatedUnion('order', [
  z.object({ order: z.literal('start'), id, dir: z.string(), orchestration: z.string() }),
  z.object({ order: z.literal('state'), id }),
  z.object({ order: z.literal('runs'), id }),
  z.object({ order: z.literal('restore'), id, run }),
  z.object({ order: z.literal('restart'), id, run, pane: z.string() }),
  z.object({ order: z.literal('retry'), id, run, delivery: z.string() }),
  z.object({ order: z.literal('prompt'), id, run, pane: z.string(), text: z.string() }),
  z.object({ order: z.literal('disk'), id, full: z.boolean() }),
  z.object({ order: z.literal('end'), id }),
])
export type Order = z.infer<typeof Order>

/** From the app to the suite. */
export const Told = z.discriminatedUnion('told', [
  z.object({ told: z.literal('up') }),
  z.object({ told: z.literal('line'), line: z.string() }),
  z.object({ told: z.literal('event'), event: z.unknown() }),
  z.object({ told: z.literal('notice'), notice: z.unknown() }),
  z.object({ told: z.literal('answer'), id, value: z.unknown() }),
  z.object({ told: z.literal('refused'), id, reason: z.string() }),
])
export type Told = z.infer<typeof Told>

/** What the suite reads of the app's state. */
export const StateSeen = z.object({
  restorable: z.array(z.object({ run })),
  runs: z.array(z.object({ run, events: z.array(RunEvent) })),
})
export const EventSeen = RunEvent
export const NoticeSeen = Notice

/** One line of what the stub agents write about themselves. */
export const Line = z.looseObject({
  at: z.number(),
  pid: z.number(),
  agent: z.string(),
  role: z.string(),
  type: z.enum(['start', 'prompt', 'task', 'sending', 'sent', 'repeated', 'killed-command']),
  text: z.string().optional(),
  task: z.string().optional(),
  label: z.string().optional(),
  verb: z.string().optional(),
  nonce: z.string().optional(),
  kind: z.string().optional(),
  why: z.string().optional(),
  args: z.array(z.string()).optional(),
})
export type Line = z.infer<typeof Line>

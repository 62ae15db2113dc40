import { z } from 'zod'

/**
 * Ids travel in file names, environment variables and command lines, so all of them keep to one plain alphabet.
 * 64 characters is the limit that agents' tools written for the terminal version expect of a pane id. They are keys of
 * plain objects too, so what every object has of its own (`constructor`, `__proto__`) is no id.
 */
const plainId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, "-" or "_"')
  .refine((id) => !(id in Object.prototype), 'must not be a name that every object has')

/** A run: one started orchestration in one directory. */
export const RunId = plainId
/** A pane: the slot of a role in a run. Stable; agents move through it. */
export const PaneId = plainId
/** An agent: one process living in a pane. New at each start. */
export const AgentId = plainId
/** A task, batch, delivery, report or question: short, counted within its run (`t7`, `b2`, `d19`, `r4`, `q1`). */
export const LocalId = plainId

export type RunId = z.infer<typeof RunId>
export type PaneId = z.infer<typeof PaneId>
export type AgentId = z.infer<typeof AgentId>
export type LocalId = z.infer<typeof LocalId>

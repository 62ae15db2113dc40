/** Tasks, from the delegation to their end. */

import { z } from 'zod'
import { LocalId, PaneId } from '../ids'
import { StoredText } from './text'

/** Why a task waits for the person, or for other tasks. */
export const TaskHold = z.enum(['approval', 'rounds'])
export type TaskHold = z.infer<typeof TaskHold>

/** A task was delegated to one role; the tasks of one delegation share a batch. */
export const taskCreated = z.object({
  type: z.literal('task-created'),
  task: LocalId,
  batch: LocalId,
  from: PaneId,
  /** The first seat of its role; which seat it goes to is decided when it is delivered. */
  pane: PaneId,
  role: z.string(),
  /** Counts the tasks of this role in this run, from 1. */
  round: z.number().int().positive(),
  text: StoredText,
  /** It is released when these are done. */
  after: z.array(LocalId).optional(),
  /** Files and folders that it claims, relative to the run's directory; a second claim waits. */
  paths: z.array(z.string()).optional(),
})

/** The router lets a task wait. Only a release lets it go on. */
export const taskHeld = z.object({
  type: z.literal('task-held'),
  task: LocalId,
  why: TaskHold,
  detail: z.string().optional(),
})

/** A held task may go on. */
export const taskReleased = z.object({
  type: z.literal('task-released'),
  task: LocalId,
  by: z.enum(['person', 'deck']),
})

/** The person changed the queue: the task's place in it. Lower goes first; tasks start with their number. */
export const taskMoved = z.object({ type: z.literal('task-moved'), task: LocalId, place: z.number() })

/** The agent that had a task is gone. */
export const taskLost = z.object({
  type: z.literal('task-lost'),
  task: LocalId,
  reason: z.string(),
  /** Back to the queue for a new agent, or given up. */
  again: z.boolean(),
})

/** A task will not be worked on any more. */
export const taskCancelled = z.object({
  type: z.literal('task-cancelled'),
  task: LocalId,
  reason: z.string(),
})

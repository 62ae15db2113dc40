/** A config that an agent proposes for a folder. */

import { z } from 'zod'
import { StoredText } from './text'

/** How a folder was before an agent was asked to propose its config: what to compare with afterwards. */
export const FolderBefore = z.object({
  /** A git tree id of its working tree; null outside a repository. */
  tree: z.string().nullable(),
  /** Hex digest of its config's bytes; null when it had none. */
  config: z.string().nullable(),
})
export type FolderBefore = z.infer<typeof FolderBefore>

/**
 * The agent of a run that generates has handed in a config, and the deck has read it. `valid`: it waits for the person.
 * `returned`: it has errors, which the agent was told. `given-up`: the agent gave up, or had too many attempts.
 */
export const proposalChecked = z.object({
  type: z.literal('proposal-checked'),
  /** Counts from 1 within the run. */
  number: z.number().int().positive(),
  /** Counts from 1 since the last one that was valid. */
  attempt: z.number().int().positive(),
  verdict: z.enum(['valid', 'returned', 'given-up']),
  /** How many errors it has. */
  errors: z.number().int().nonnegative(),
  /** One sentence: what is in it, or what is wrong with it. */
  detail: z.string(),
  /** The proposed config; absent when there was nothing that could be read. */
  text: StoredText.optional(),
  /** What else has changed in the folder since the run was opened, at most 20 paths relative to it. */
  outside: z.array(z.string()),
})

/** What the person decided about the last proposal. Accepted: it is the folder's config now. */
export const proposalDecided = z.object({ type: z.literal('proposal-decided'), accepted: z.boolean() })

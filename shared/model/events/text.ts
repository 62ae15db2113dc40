/** Texts that the deck keeps as files beside the journal. */

import { z } from 'zod'

/** A text file that the deck keeps: a task, a report, a question. `preview` is its first line, at most 200 characters. */
export const StoredText = z.object({
  /** Absolute path. */
  file: z.string(),
  bytes: z.number().int().nonnegative(),
  /** Hex digest of the file's UTF-8 bytes. */
  sha256: z.string(),
  preview: z.string(),
})
export type StoredText = z.infer<typeof StoredText>

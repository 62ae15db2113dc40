/** What the orchestrator, or the person, has to know although nobody said it. */

import { z } from 'zod'
import { LocalId, PaneId } from '../ids'

/** Something that the orchestrator has to know and nobody reported. */
export const noticeRaised = z.object({
  type: z.literal('notice-raised'),
  notice: LocalId,
  key: z.string(),
  text: z.string(),
})

/** It turned out otherwise before anybody was told. */
export const noticeWithdrawn = z.object({ type: z.literal('notice-withdrawn'), notice: LocalId })

/** Something worth a line in the timeline that changes nothing else. */
export const noted = z.object({
  type: z.literal('noted'),
  level: z.enum(['info', 'warning']),
  text: z.string(),
})

/** Something needs the person that no other event tells. Withdrawn when it turns out otherwise. */
export const attentionRaised = z.object({
  type: z.literal('attention-raised'),
  key: z.string().max(200),
  pane: PaneId,
  text: z.string(),
  /** `config`: an edit of the config asks less of the team. Absent: the orchestrator rests while work is open. */
  about: z.literal('config').optional(),
})

/** What needed the person does so no longer. */
export const attentionWithdrawn = z.object({
  type: z.literal('attention-withdrawn'),
  key: z.string().max(200),
})

/** The person has seen something that needed them, and put it away. */
export const attentionDismissed = z.object({ type: z.literal('attention-dismissed'), key: z.string() })

/** Reports, how they are checked, and the working tree that they are compared with. */

import { z } from 'zod'
import { AgentId, LocalId, PaneId } from '../ids'
import { StoredText } from './text'

/** What a worker says of its task. */
export const ReportOutcome = z.enum(['done', 'blocked', 'failed'])
export type ReportOutcome = z.infer<typeof ReportOutcome>

/** How one check of a report went. `output` is the evidence. */
export const CheckResult = z.object({
  name: z.string(),
  kind: z.enum(['gate', 'edits']),
  command: z.string().optional(),
  /** `skipped`: a gate that looks at the files of a task, which changed none. */
  verdict: z.enum(['passed', 'failed', 'undecided', 'skipped']),
  /** One sentence for a person: "exited with code 1", "changed 2 files although it may not edit". */
  detail: z.string(),
  /** Milliseconds. */
  took: z.number(),
  output: StoredText.optional(),
  /** Of a gate that failed: a digest of its error, numbers and times aside, by which the same error is known again. */
  error: z.string().optional(),
})
export type CheckResult = z.infer<typeof CheckResult>

/** A worker said `work-done` on its task. */
export const taskReported = z.object({
  type: z.literal('task-reported'),
  task: LocalId,
  report: LocalId,
  agent: AgentId,
  outcome: ReportOutcome,
  text: StoredText,
  /** The deck checks this report before it counts. */
  checking: z.boolean().optional(),
})

/** A report that answers no task, kept and passed on under that label. */
export const reportUnsolicited = z.object({
  type: z.literal('report-unsolicited'),
  report: LocalId,
  pane: PaneId,
  agent: AgentId,
  text: StoredText,
})

/** The deck begins one check of a report. */
export const checkStarted = z.object({ type: z.literal('check-started'), report: LocalId, name: z.string() })

/** One check of a report has its result. */
export const checkFinished = z.object({
  type: z.literal('check-finished'),
  report: LocalId,
  result: CheckResult,
})

/** Every check is through. `accepted`: the report counts. `returned`: the worker goes on with its task. `failed`: the task has failed. */
export const reportChecked = z.object({
  type: z.literal('report-checked'),
  task: LocalId,
  report: LocalId,
  verdict: z.enum(['accepted', 'returned', 'failed']),
})

/** The working tree before a task begins, where its role may not edit or a gate looks at what the task changed: a git tree id, compared when it reports. */
export const treeNoted = z.object({ type: z.literal('tree-noted'), task: LocalId, tree: z.string() })

/** The working tree at the moment from which only the orchestrator is at work: a git tree id, compared while it still is. */
export const treeWatched = z.object({ type: z.literal('tree-watched'), tree: z.string() })

/** The tree changed while only the orchestrator was at work, which may not edit. Who did it cannot be told from the person's own edits. */
export const treeChanged = z.object({
  type: z.literal('tree-changed'),
  change: LocalId,
  /** One sentence for a person: how much changed, and who was at work. */
  detail: z.string(),
  /** The change as a patch; the names of the files where it is too large for one. */
  text: StoredText,
})

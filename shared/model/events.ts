import { z } from 'zod'
import {
  agentConversation,
  agentExited,
  agentObserved,
  agentPrompted,
  agentStarted,
  agentStartFailed,
  askAnswered,
  conversationCompacted,
  conversationReset,
  lifeSeen,
  usageSeen,
} from './events/agents'
import { deliveryChanged, deliveryCreated, deliveryExtended, deliveryMoved } from './events/deliveries'
import { handedOver, handOverAsked, handOverWithdrawn } from './events/hand-over'
import { lessonDecided, lessonProposed, noteTold, questionAnswered, questionAsked } from './events/messages'
import {
  attentionDismissed,
  attentionRaised,
  attentionWithdrawn,
  noted,
  noticeRaised,
  noticeWithdrawn,
} from './events/notices'
import { proposalChecked, proposalDecided } from './events/proposals'
import {
  checkFinished,
  checkStarted,
  reportChecked,
  reportUnsolicited,
  taskReported,
  treeChanged,
  treeNoted,
  treeWatched,
} from './events/reports'
import {
  roleHeld,
  roleReleased,
  runClosed,
  runFinished,
  runOpened,
  runPaused,
  runResumed,
  teamChanged,
  timeSkipped,
} from './events/run'
import { taskCancelled, taskCreated, taskHeld, taskLost, taskMoved, taskReleased } from './events/tasks'
import {
  sideEnded,
  sidePaused,
  sideRan,
  sideStarted,
  sideStartFailed,
  workspaceReady,
} from './events/workspaces'
import { RunId } from './ids'

export {
  AgentStatus,
  AskOption,
  AskSeen,
  LifeSign,
  StatusSource,
  TokenCounts,
  UsageSource,
} from './events/agents'
export { DeliveryPurpose, DeliveryState, HoldReason, Proof } from './events/deliveries'
export { FolderBefore } from './events/proposals'
export { CheckResult, ReportOutcome } from './events/reports'
export { Limits, TakenConfig, TeamRole } from './events/run'
export { TaskHold } from './events/tasks'
export { StoredText } from './events/text'
export { SideCause, SidePane, Workspace, WorkspaceRule } from './events/workspaces'

/**
 * The journal's vocabulary. Every fact that the deck acts on is one of these events, written before it is shown or
 * acted on; the state of a run is nothing but a fold over them (see `reduce`). One line of JSON each on disk.
 * The schemas are in the folder `events`, by topic.
 */

/** Raised when an old journal can no longer be read by adding optional fields alone. */
export const JOURNAL_VERSION = 1

/** What happened, without where it stands in a journal. */
export const EventBody = z.discriminatedUnion('type', [
  runOpened,
  teamChanged,
  runFinished,
  runClosed,
  agentStarted,
  agentStartFailed,
  agentObserved,
  agentPrompted,
  agentConversation,
  askAnswered,
  conversationCompacted,
  conversationReset,
  agentExited,
  usageSeen,
  lifeSeen,
  handOverAsked,
  handOverWithdrawn,
  handedOver,
  taskCreated,
  taskHeld,
  taskReleased,
  taskMoved,
  treeNoted,
  treeWatched,
  treeChanged,
  taskReported,
  checkStarted,
  checkFinished,
  reportChecked,
  noticeRaised,
  noticeWithdrawn,
  taskLost,
  taskCancelled,
  reportUnsolicited,
  questionAsked,
  questionAnswered,
  noteTold,
  lessonProposed,
  lessonDecided,
  deliveryCreated,
  deliveryExtended,
  deliveryChanged,
  deliveryMoved,
  noted,
  attentionRaised,
  attentionWithdrawn,
  runPaused,
  runResumed,
  timeSkipped,
  roleHeld,
  roleReleased,
  workspaceReady,
  sideStarted,
  sideStartFailed,
  sideRan,
  sideEnded,
  sidePaused,
  proposalChecked,
  proposalDecided,
  attentionDismissed,
])

/**
 * Where and when: `seq` counts from 1 within the run's journal, `at` is epoch milliseconds. `cause` is the id of the
 * message that an agent's command sent: a message that arrives again is recognised by it and changes nothing.
 */
export const EventEnvelope = z.object({
  v: z.literal(JOURNAL_VERSION),
  seq: z.number().int().positive(),
  at: z.number(),
  run: RunId,
  cause: z.string().max(64).optional(),
  /** More events of the same decision follow. Without the last of them none counts: a decision is written whole or not at all. */
  more: z.literal(true).optional(),
})

/** One line of a run's journal. */
export const RunEvent = z.object({ ...EventEnvelope.shape, body: EventBody })

export type EventBody = z.infer<typeof EventBody>
export type RunEvent = z.infer<typeof RunEvent>
/** One kind of event body, by its `type`. */
export type BodyOf<T extends EventBody['type']> = Extract<EventBody, { type: T }>

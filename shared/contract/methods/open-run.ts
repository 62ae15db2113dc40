import { z } from 'zod'
import { AgentId, LocalId, PaneId, RunId } from '../../model/ids'
import { asked, method, nothing, text } from './method'

/** What is done in one open run. */
export const openRunMethods = {
  /** Hands out nothing new until `run.resume`; what runs is not cut. */
  'run.pause': method(z.object({ run: RunId }), nothing),
  'run.resume': method(z.object({ run: RunId }), nothing),
  /** Lets a role go on whose budget is spent. */
  'role.resume': method(z.object({ run: RunId, pane: PaneId }), nothing),
  /**
   * Answers the permission that an agent asks, by its own channel or by the row of its dialog. Refused unless it is certain
   * what it asks, and that it is what was read; `allow` is for this once.
   */
  'permission.answer': method(z.object({ ...asked, choice: z.enum(['allow', 'deny']) }), nothing),
  /** Answers a question of an agent's own dialog with one of its choices, by place from 0. Refused as a permission is. */
  'choice.answer': method(z.object({ ...asked, option: z.number().int().nonnegative().max(99) }), nothing),
  /** Runs what a side pane shows once more, now. */
  'side.run-again': method(z.object({ run: RunId, side: PaneId }), nothing),
  /** Lets a watched command rest, or go on. */
  'side.pause': method(z.object({ run: RunId, side: PaneId, paused: z.boolean() }), nothing),
  /**
   * Puts a fresh agent in the place of this one, which gets the task in hand and what is known of the work. `idle`: when its turn is
   * over; `now` cuts the turn; `never` takes it back.
   */
  'pane.hand-over': method(
    z.object({ run: RunId, pane: PaneId, agent: AgentId, when: z.enum(['idle', 'now', 'never']) }),
    nothing,
  ),
  /** Asks the orchestrator for its advice on what a worker's own program asks. Refused as an answer to it is. */
  'ask.to-orchestrator': method(z.object(asked), nothing),
  /** Begins a new conversation in the agent's own process. Refused unless it is idle at an empty box, with nothing in hand. */
  'pane.new-conversation': method(z.object({ run: RunId, pane: PaneId }), nothing),
  /** A prompt of the person's, delivered like everything else: when the agent is idle at an empty box. */
  'prompt.send': method(z.object({ run: RunId, pane: PaneId, text }), z.object({ delivery: LocalId })),
  /** Puts a prompt that waits before another one for the same agent, or last. */
  'prompt.move': method(z.object({ run: RunId, delivery: LocalId, before: LocalId.nullable() }), nothing),
  /** Takes a delivery back that has not been typed yet. */
  'delivery.cancel': method(z.object({ run: RunId, delivery: LocalId }), nothing),
  /** Submits again what was not proven, after the person has looked. */
  'delivery.retry': method(z.object({ run: RunId, delivery: LocalId }), nothing),
  /** Takes a task back that waits. The orchestrator is told, with the comment. */
  'task.cancel': method(
    z.object({ run: RunId, task: LocalId, comment: z.string().max(1000).optional() }),
    nothing,
  ),
  /** The person's yes to a task that is held. */
  'task.release': method(z.object({ run: RunId, task: LocalId }), nothing),
  /** Puts a queued task before another one of its role, or last. */
  'task.move': method(z.object({ run: RunId, task: LocalId, before: LocalId.nullable() }), nothing),
  /** Runs the gates of a report once more, as further evidence. */
  'report.check-again': method(z.object({ run: RunId, report: LocalId }), nothing),
  /** Takes back what a role changed that may not edit. */
  'report.take-back-edits': method(z.object({ run: RunId, report: LocalId }), nothing),
  /** Takes back what changed in the tree while only an orchestrator was at work that may not edit. */
  'change.take-back': method(z.object({ run: RunId, change: LocalId }), nothing),
  /** `approve`: of a plan, that its work may begin. */
  'question.answer': method(
    z.object({ run: RunId, question: LocalId, text, approve: z.boolean().optional() }),
    nothing,
  ),
  /** Accepts a lesson into AGENTS.md of the project, or lets it go. */
  'lesson.decide': method(z.object({ run: RunId, lesson: LocalId, accept: z.boolean() }), nothing),
  'attention.dismiss': method(z.object({ run: RunId, key: z.string().max(200) }), nothing),
  /** Processes of a pane's agent, with their memory and the CPU time that they have used. */
  'pane.processes': method(
    z.object({ run: RunId, pane: PaneId }),
    z.array(z.object({ pid: z.number(), name: z.string(), rssBytes: z.number(), cpuMs: z.number() })),
  ),
} as const

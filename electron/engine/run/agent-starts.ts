import { seatNumber } from '#shared/model/seats'
import { agentOf, hasRole, waitingPrompts } from '#shared/model/selectors'
import type { Delivery } from '#shared/model/state'
import type { NewDelivery } from '../delivery/deliveries'
import type { ReportChecks } from '../gates/report-checks'
import { briefPointer } from '../generate/brief'
import { BRIEF } from '../generate/places'
import type { RunLog } from '../journal/run-log'
import { contextFile, contextPointer, type RoleBrief } from '../router/briefs'
import { handOverPointer } from '../router/hand-over-brief'
import type { Crew, FirstText, StartPurpose } from './crew'
import type { RunTexts } from './texts'

/** What the starts of agents need of their run. */
export interface AgentStartPorts {
  log: RunLog
  texts: RunTexts
  crew: Crew
  checks: ReportChecks
  /** What the config adds to a role's texts. */
  brief(role: string): RoleBrief
  deliver(made: NewDelivery): Promise<string>
  /** The run is being closed: nothing is started any more. */
  closing(): boolean
  /** A pane is free for its next step. */
  stirred(): void
}

/** No agent needs longer for its start (19 s measured, at worst); then the next one is restored. In milliseconds. */
const RESTORE_EACH_MS = 30_000

/** Until a role that could not be put to its agent again is tried once more, in milliseconds: as often as the watch looks. */
const REMIND_AGAIN_MS = 10_000

/**
 * A conversation that may stand on a command line. Its id is what was told with the agent's token, by whatever runs inside of it: an
 * option in its place would start the next agent with other permissions.
 */
export function resumable(conversation: string | null | undefined): string | undefined {
  return conversation && /^[A-Za-z0-9][\w.-]{0,199}$/.test(conversation) ? conversation : undefined
}

/** Agents move through panes: starts them with what they are to know, and keeps two moves out of one pane. */
export class AgentStarts {
  /** Panes in which an agent is being started, ended or handed a task at this moment, with the task that this is for. */
  readonly moving = new Map<string, string | null>()
  /** Agents whose role is being put to them again at this moment. */
  private readonly reminding = new Set<string>()
  /** What is going on in those panes; the run is not closed under it. */
  private readonly moves = new Set<Promise<unknown>>()

  constructor(private readonly ports: AgentStartPorts) {}

  /**
   * Puts a new agent into a pane, ending the old one first. An orchestrator gets its context, a worker its task.
   * @param resume the conversation to go on with.
   * @returns why it could not be started; that is in the journal then.
   */
  async start(
    pane: string,
    purpose: StartPurpose,
    task?: FirstText,
    resume?: string,
  ): Promise<string | undefined> {
    if (this.moving.has(pane)) return undefined
    const { log, crew, checks, closing } = this.ports
    return this.whileMoving(pane, task?.task ?? null, async () => {
      const before = crew.in(pane)
      // What the person has queued is meant for whoever works here, not for the agent that leaves.
      const queued = log.head.panes[pane]?.handOver ? waitingPrompts(log.head, pane) : []
      // Takes a while, as the end of the old agent does.
      const looked = task?.task === undefined ? undefined : checks.look()
      if (before) await crew.end(before)
      const role = log.head.panes[pane]
      if (!role || closing()) return undefined
      const given = task?.task === undefined ? undefined : log.head.tasks[task.task]
      // Cancelled while the old agent was being ended.
      if (given && given.state !== 'queued') return undefined
      if (given) await checks.before(given, looked)
      const first =
        task ?? (await this.firstTextFor(pane)) ?? (resume === undefined ? this.seed() : undefined)
      const failure = await crew.start(role, purpose, first, resume)
      if (failure === undefined) await this.passOn(queued)
      return failure
    })
  }

  /**
   * Starts the pane's command again, for the person.
   * @returns why it cannot be.
   */
  async again(pane: string): Promise<string | undefined> {
    if (this.moving.has(pane)) return 'This agent is being started already.'
    if (this.ports.crew.in(pane)) return 'This agent is still running.'
    return this.start(pane, 'person')
  }

  /**
   * Agents for panes whose agents are gone, one after the other: the orchestrator and the roles that keep their context
   * go on with their own conversations, the others start afresh. A further seat without a conversation to keep waits for
   * a task, as it did before.
   */
  async restore(): Promise<void> {
    const { log } = this.ports
    for (const pane of log.head.paneOrder) {
      const role = log.head.panes[pane]
      // A fresh agent takes over here; the steps see to it.
      if (role?.handOver) continue
      const before = agentOf(log.head, pane)
      const conversation = before?.begun ? resumable(before.conversation) : undefined
      const keeps = role !== undefined && (role.start || !role.clear)
      const further = role !== undefined && seatNumber(role) > 1
      if (further && (role.retired || !keeps || conversation === undefined)) continue
      await this.start(pane, 'recovery', undefined, keeps ? conversation : undefined)
      await this.untilStarted(pane)
    }
  }

  /** Does something with a pane's agent, for a task or not; nothing else is done with either meanwhile. */
  async whileMoving<T>(pane: string, task: string | null, work: () => Promise<T>): Promise<T> {
    this.moving.set(pane, task)
    const move = work()
    this.moves.add(move)
    try {
      return await move
    } finally {
      this.moves.delete(move)
      this.moving.delete(pane)
      this.ports.stirred()
    }
  }

  /** Resolves when nothing moves any more, however it went. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.moves)
  }

  /** Its role, its workers and the open tasks are put to an agent again that has lost them. */
  async remind(pane: string, agent: string): Promise<void> {
    if (this.reminding.has(agent)) return
    this.reminding.add(agent)
    try {
      const context = await this.contextFor(pane)
      const lives = this.ports.crew.sessions.has(agent)
      if (context && lives)
        await this.ports.deliver({ purpose: 'context', pane, agent, route: 'typed', text: context.text })
      this.reminding.delete(agent)
    } catch (error) {
      // Its context could not be written, as on a full disk. At once it would only fail again.
      setTimeout(() => {
        this.reminding.delete(agent)
        this.ports.stirred()
      }, REMIND_AGAIN_MS).unref()
      throw error
    }
  }

  private async passOn(prompts: readonly Delivery[]): Promise<void> {
    const { log, deliver } = this.ports
    for (const { pane, text } of prompts) {
      const agent = agentOf(log.head, pane)
      if (agent) await deliver({ purpose: 'prompt', pane, agent: agent.id, route: 'typed', text })
    }
  }

  /** What an agent without a task is to know: an orchestrator its context, a fresh agent what the one before has left. */
  private async firstTextFor(pane: string): Promise<FirstText | undefined> {
    const { log, texts } = this.ports
    const context = await this.contextFor(pane)
    const left = log.head.panes[pane]?.handOver?.text
    if (!left) return context
    return { purpose: 'context', text: handOverPointer(texts.forAgent(left.file), context?.text) }
  }

  /** What an orchestrator is to know: its context, written anew so that it names the tasks that are open now. */
  private async contextFor(pane: string): Promise<FirstText | undefined> {
    const { log, texts, brief } = this.ports
    const role = log.head.panes[pane]
    if (log.head.generates) {
      return { purpose: 'context', text: briefPointer(`${texts.agentFolder}/${BRIEF}.md`) }
    }
    if (!role || !hasRole(log.head, pane)) return undefined
    const text = contextFile(log.head, texts.agentFolder, brief(role.role))
    const stored = await texts.store('context', 'context', 'orchestrator-context', text)
    return { purpose: 'context', text: contextPointer(texts.forAgent(stored.file)) }
  }

  /** What a workspace says to each agent that begins anew. */
  private seed(): FirstText | undefined {
    const text = this.ports.log.head.workspace?.seed
    return text ? { purpose: 'context', text } : undefined
  }

  /** Resolves when the pane's agent is past its start, or after a while that no agent needs. */
  private untilStarted(pane: string): Promise<void> {
    const { log } = this.ports
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        stop()
        resolve()
      }
      const stop = log.onEvent((_, after) => {
        if (agentOf(after, pane)?.status !== 'starting') done()
      })
      const timer = setTimeout(done, RESTORE_EACH_MS)
      if (agentOf(log.head, pane)?.status !== 'starting') done()
    })
  }
}

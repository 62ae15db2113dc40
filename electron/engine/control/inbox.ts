import { messageOf } from '#shared/message-of'
import { nameOf } from '#shared/model/seats'
import { VerbRequest, type VerbReply } from '#shared/contract/verbs'
import type { LiveRun } from '../run/live-run'
import type { Post, TerminalHost } from '../terminal/host'
import { answerVerb } from './verbs'

/** What the inbox has to know of the deck's runs. */
export interface InboxPorts {
  /** The open run that this agent belongs to, or belonged to. */
  runOf(agent: string): LiveRun | undefined
  /** Whether it belongs to a run that waits for the person to bring it back. */
  isWaiting(agent: string): boolean
  refreshTeam(live: LiveRun): Promise<unknown>
  log(line: string): void
}

const GONE: VerbReply = {
  ok: false,
  reason: 'This agent is no longer part of a run.',
  fix: 'Nothing to do; its task has been given to another agent or its run was closed.',
}

/**
 * What agents' commands send. A message that the terminal host has kept was promised to be delivered, so it counts also
 * when its agent has gone in the meantime, or when its run is brought back only later.
 */
export class Inbox {
  /** Messages that cannot be answered yet. Their host keeps them on disk until they are. */
  private held: { host: TerminalHost; post: Post }[] = []
  private holds = 0
  private readonly inHand = new Set<string>()

  constructor(private readonly ports: InboxPorts) {}

  /** Whether messages wait because runs are just being taken over. */
  get holding(): boolean {
    return this.holds > 0
  }

  /** From now on messages wait, until `release`. */
  hold(): void {
    this.holds += 1
  }

  /**
   * Answers the messages of agents that have died, before their deaths are written down: a report among them answers
   * its task, which would go to another agent otherwise.
   */
  async answerDead(living: ReadonlySet<string>): Promise<void> {
    await this.answerHeld(({ agent }) => this.ports.runOf(agent) !== undefined && !living.has(agent))
  }

  /** Answers what has waited, but for runs that the person has yet to bring back. */
  async release(): Promise<void> {
    this.holds -= 1
    if (this.holds === 0) await this.answerHeld(() => true)
  }

  private async answerHeld(now: (post: Post) => boolean): Promise<void> {
    const due = this.held.filter(({ post }) => now(post))
    this.held = this.held.filter(({ post }) => !now(post))
    // All are begun at once and in their order, as they would have been when they came: one that comes now comes after them.
    await Promise.all(due.map(({ host, post }) => this.answer(host, post)))
  }

  /** Answers a message, or leaves it with its host until it can be answered. */
  async take(host: TerminalHost, post: Post): Promise<void> {
    if (this.holding) this.park(host, post)
    else await this.answer(host, post)
  }

  /** While it waits its host may have promised to keep it. */
  private park(host: TerminalHost, post: Post): void {
    this.held.push({ host, post: { ...post, kept: true } })
  }

  /** One message may come twice: by its agent, and from its host's store. The answer to one is the answer to both. */
  private async answer(host: TerminalHost, post: Post): Promise<void> {
    if (this.inHand.has(post.postId)) return
    this.inHand.add(post.postId)
    try {
      await this.answerOne(host, post)
    } finally {
      this.inHand.delete(post.postId)
    }
  }

  private async answerOne(host: TerminalHost, post: Post): Promise<void> {
    const { ports } = this
    const live = ports.runOf(post.agent)
    if (!live && ports.isWaiting(post.agent)) {
      this.park(host, post)
      return
    }
    const session = live?.crew.sessions.get(post.agent)
    const agent = live?.head.agents[post.agent]
    if (!live || live.isClosing || !agent || (!session && !post.kept)) {
      host.answer(post.postId, GONE)
      return
    }
    try {
      const reply = await answerVerb(
        {
          live,
          session: session ?? { id: agent.id, pane: agent.pane },
          cause: post.postId,
          kept: post.kept,
          refreshTeam: () => ports.refreshTeam(live),
          screenText: (of, lines) => host.text(of, lines),
        },
        post.body,
      )
      if (post.kept && !reply.ok) await noteRefusal(live, agent.pane, reply.reason)
      host.answer(post.postId, reply)
    } catch (error) {
      ports.log(messageOf(error))
      // Nobody reads a refusal of what was promised to be kept, or of what a hook told: it stays with its host for a deck
      // that can write.
      if (post.kept || VerbRequest.safeParse(post.body).data?.verb === 'hook') return
      host.answer(post.postId, {
        ok: false,
        reason: `The deck could not keep this: ${messageOf(error)}`,
        fix: 'Tell the person. Run the same command again once the deck can write.',
      })
    }
  }
}

/** Its agent was told that the message is kept, and does not hear of the refusal. */
async function noteRefusal(live: LiveRun, pane: string, reason: string): Promise<void> {
  const role = nameOf(live.head, pane)
  const text = `A message that ${role} left while the deck was away was refused: ${reason}`
  await live.commit([{ type: 'noted', level: 'warning', text }])
}

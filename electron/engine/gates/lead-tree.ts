import type { Orchestration } from '#shared/contract/config'
import type { EventBody } from '#shared/model/events'
import { agentOf, currentTask, orchestratorOf } from '#shared/model/selectors'
import type { Agent, Run } from '#shared/model/state'
import { treeChangedNotice } from '../router/briefs'
import type { RunTexts } from '../run/texts'
import { changeBetween, changedWords, patchOf, treeOf } from '../workspace/tree'
import { uncountedPaths } from './uncounted'

/** What the watch over the orchestrator's edits needs of its run. */
export interface LeadTreePorts {
  run(): Run
  team(): Orchestration
  texts: RunTexts
  commit(bodies: EventBody[], options?: { durable?: boolean }): Promise<void>
  /** Whether another open run works in the same folder, so that nothing can be told of anybody. */
  shared(): Promise<boolean>
  /** The event that tells the orchestrator. */
  notice(key: string, text: string): EventBody
  broken(error: unknown): void
}

/** Who is at work: only the orchestrator; nobody; or somebody else, beside whom nothing can be told. */
export type AtWork = 'lead' | 'nobody' | 'others'

/**
 * Holds an orchestrator that may not edit to it. The tree is noted when it begins to work alone, and compared when it
 * ends its turn, hands out work, or ends the run. What changed meanwhile was its doing or the person's: it is shown and
 * told, and nothing is blocked. While a worker is at work nothing is compared.
 */
export class LeadTree {
  /** As it was when the orchestrator began to work alone. */
  private tree: string | undefined
  private atWork: AtWork = 'others'
  /** Counts the times that somebody else began to work: what was begun before must not be compared after. */
  private interruptions = 0
  /** The deck's own edits under way, by the person's order. */
  private disturbances = 0
  private turn: Promise<unknown> = Promise.resolve()

  constructor(private readonly ports: LeadTreePorts) {}

  /** Something happened in the run. */
  stirred(): void {
    const now = this.now()
    const before = this.atWork
    if (now === before) return
    this.atWork = now
    if (now === 'lead') this.inTurn(() => this.note()).catch((error: unknown) => this.ports.broken(error))
    else if (now === 'others') {
      this.interruptions++
      this.tree = undefined
    } else if (before === 'lead') {
      const settled = this.inTurn(async () => {
        await this.compare()
        this.tree = undefined
      })
      settled.catch((error: unknown) => this.ports.broken(error))
    }
  }

  /** Compares now, before somebody else begins to work. Never fails: what cannot be compared says nothing. */
  look(): Promise<void> {
    return this.inTurn(() => this.compare()).catch((error: unknown) => this.ports.broken(error))
  }

  /** Does something to the tree that is not the orchestrator's doing. */
  async disturbed<T>(work: () => Promise<T>): Promise<T> {
    await this.look()
    this.disturbances++
    this.stirred()
    try {
      return await work()
    } finally {
      this.disturbances--
      this.stirred()
    }
  }

  private now(): AtWork {
    const run = this.ports.run()
    const lead = orchestratorOf(run)
    const role = this.ports.team().roles.find((candidate) => candidate.name === lead?.role)
    if (run.orchestration === null || role?.mayEdit !== false || this.disturbances > 0) return 'others'
    return atWorkIn(run)
  }

  private async note(): Promise<void> {
    const { interruptions } = this
    const tree = (await this.ports.shared()) ? undefined : await this.read()
    if (tree === undefined || interruptions !== this.interruptions) return
    this.tree = tree
    await this.ports.commit([{ type: 'tree-watched', tree }], { durable: false })
  }

  private async compare(): Promise<void> {
    const { tree: before, interruptions, ports } = this
    if (before === undefined) return
    const [after, shared] = [await this.read(), await ports.shared()]
    if (after === undefined || after === before || interruptions !== this.interruptions || shared) return
    this.tree = after
    const change = await changeBetween(ports.run().directory, before, after)
    const lead = orchestratorOf(ports.run())?.role ?? 'the orchestrator'
    const id = `c${ports.run().counters.change}`
    const text = await ports.texts.store('evidence', id, `${id}-edits`, patchOf(change))
    const what = changedWords(change.files)
    await ports.commit([
      {
        type: 'tree-changed',
        change: id,
        detail: `${what} while only ${lead} was at work, which may not edit. It was ${lead}, or you.`,
        text,
      },
      ports.notice(`change:${id}`, treeChangedNotice(what, ports.texts.forAgent(text.file))),
    ])
  }

  private read(): Promise<string | undefined> {
    return treeOf(this.ports.run().directory, uncountedPaths(this.ports.team()))
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work, work)
    this.turn = result.catch(() => undefined)
    return result
  }
}

/** Who is at work in a run, as far as its state tells. */
export function atWorkIn(run: Run): AtWork {
  const lead = orchestratorOf(run)
  if (run.phase !== 'running' || !lead) return 'others'
  const workers = run.paneOrder.filter((pane) => pane !== lead.pane)
  if (workers.some((pane) => currentTask(run, pane) !== null || inTurn(agentOf(run, pane)))) return 'others'
  const agent = agentOf(run, lead.pane)
  return agent && agent.status !== 'exited' && !restsSurely(agent) ? 'lead' : 'nobody'
}

/** A dialog that it has shown since its start is no turn. */
function inTurn(agent: Agent | null): boolean {
  if (agent?.status === 'waiting') return agent.lastPrompt !== null
  return agent?.status === 'thinking' || agent?.status === 'working'
}

/** A screen may lag behind; only hooks say for certain that a turn is over. */
function restsSurely(agent: Agent): boolean {
  return agent.source === 'hook' && (agent.status === 'idle' || agent.status === 'error')
}

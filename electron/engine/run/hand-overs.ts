import type { EventBody } from '#shared/model/events'
import { agentOf, inATurn, taskToHandOver } from '#shared/model/selectors'
import type { RunLog } from '../journal/run-log'
import { roleSlug } from '../router/briefs'
import { handOverFile } from '../router/hand-over-brief'
import type { TerminalHost } from '../terminal/host'
import { changedFiles } from '../workspace/changed-files'
import type { AgentStarts } from './agent-starts'
import type { Crew } from './crew'
import type { RunTexts } from './texts'

/** What hand-overs need of their run. */
export interface HandOverPorts {
  log: RunLog
  texts: RunTexts
  crew: Crew
  starts: AgentStarts
  host(): Pick<TerminalHost, 'text'>
  commit(bodies: EventBody[]): Promise<void>
  /** One after the other: what writes files under ids that it counts itself. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
}

/** Lines of an agent's terminal that are looked at for its successor. */
const SCREEN_LINES = 60

/** Fresh agents in the place of those whose context runs out. When is decided by the state (`nextSteps`), so that a crash loses nothing. */
export class HandOvers {
  constructor(private readonly ports: HandOverPorts) {}

  /**
   * The person wants a fresh agent in the place of this one.
   * @param when `now` cuts a turn, and has to be meant so.
   * @returns why it cannot be.
   */
  async ask(pane: string, agent: string, when: 'idle' | 'now'): Promise<string | undefined> {
    const { log, commit } = this.ports
    const role = log.head.panes[pane]
    if (!role || role.agent !== agent || log.head.phase === 'closed') return 'Another agent is here by now.'
    if (log.head.agents[agent]?.exit) return 'This agent has ended. Start it again instead.'
    if (role.handOver?.text) return 'It is being replaced at this moment.'
    await commit([{ type: 'hand-over-asked', pane, agent, when }])
    return undefined
  }

  /**
   * The person wants to keep the agent.
   * @returns why it cannot be kept any more.
   */
  async withdraw(pane: string): Promise<string | undefined> {
    const { log, commit } = this.ports
    const { handOver } = log.head.panes[pane] ?? {}
    if (!handOver) return undefined
    if (handOver.text) return 'It is being replaced at this moment.'
    await commit([{ type: 'hand-over-withdrawn', pane }])
    return undefined
  }

  /** Writes down what the next agent is to know, and puts the task in hand back for it. */
  write(pane: string): Promise<unknown> {
    return this.ports.starts.whileMoving(pane, null, () => this.ports.inTurn(() => this.writeNow(pane)))
  }

  /** Puts a fresh agent without a task into the pane. */
  startFresh(pane: string): Promise<unknown> {
    return this.ports.starts.start(pane, 'hand-over')
  }

  private async writeNow(pane: string): Promise<void> {
    const { log, texts, crew, commit } = this.ports
    const asked = log.head.panes[pane]?.handOver
    if (!asked || asked.text) return
    const [screen, changed] = await Promise.all([
      this.ports
        .host()
        .text(asked.agent, SCREEN_LINES)
        .catch(() => ''),
      changedFiles(log.head.directory),
    ])
    const id = `h${log.head.counters.handOver}`
    const role = log.head.panes[pane]
    const agent = log.head.agents[asked.agent]
    if (!role || !agent) return
    const task = taskToHandOver(log.head, pane)
    const from = {
      pane,
      task,
      changed,
      lastPrompt: agent.lastPrompt,
      lastMessage: crew.sessions.get(agent.id)?.lastMessage,
      screen,
    }
    const text = handOverFile(log.head, from, (file) => texts.forAgent(file))
    const stored = await texts.store('hand-over', id, `${id}-${roleSlug(role.role)}-hand-over`, text)
    // Taken back, begun to work or reported meanwhile: the next look decides anew.
    const now = log.head.panes[pane]?.handOver
    const living = agentOf(log.head, pane)
    const cut = now?.when === 'idle' && living && !living.exit && inATurn(living)
    if (now?.agent !== asked.agent || now.text || cut || taskToHandOver(log.head, pane)?.id !== task?.id)
      return
    await commit([
      {
        type: 'handed-over',
        handOver: id,
        pane,
        agent: agent.id,
        text: stored,
        ...(task ? { task: task.id } : {}),
      },
    ])
  }
}

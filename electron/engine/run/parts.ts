import type { BodyOf, EventBody } from '#shared/model/events'
import type { Orchestration } from '#shared/contract/config'
import type { Run } from '#shared/model/state'
import { Deliveries, type NewDelivery } from '../delivery/deliveries'
import type { Neighbour } from '../gates/beside'
import { LeadTree } from '../gates/lead-tree'
import { ReportChecks } from '../gates/report-checks'
import { SidePanes } from '../modes/side-panes'
import { lostWith } from './agent-losses'
import type { AgentSession } from './agent-session'
import { AgentStarts } from './agent-starts'
import { Crew } from './crew'
import { HandOvers } from './hand-overs'
import { gateEnvironment, preparedSurroundings } from './launcher'
import { LifeWatch } from './life-watch'
import type { LiveRunOptions } from './live-run-options'
import { MemoryWatch } from './memory-watch'
import { StepTaker } from './step-taker'
import { briefOf } from './team-role'
import { WATCH_PACE, Watch } from './watch'

/** What the parts of a run need of the whole. */
export interface PartsPorts {
  commit(bodies: EventBody[], options?: { cause?: string; durable?: boolean }): Promise<void>
  /** One after the other: what writes files and then decides by the ids it gave them. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  deliver(made: NewDelivery): Promise<string>
  /** The event that tells the orchestrator what nobody reports to it. */
  notice(key: string, text: string): EventBody
  /** The run is being closed: nothing is started any more. */
  closing(): boolean
  /** Not while agents are taken over or brought back, and not once the run is being closed. */
  mayStep(): boolean
  /** An agent is gone, and that is written down. `early`: it never became ready. */
  gone(session: AgentSession, how: string, early: boolean): Promise<void>
  /** Decides that a report goes back, and tells its worker so. */
  sendBack(returned: BodyOf<'report-checked'>, agent: string, text: string): Promise<void>
  broken(error: unknown): void
}

/** What a run is made of while its agents live. */
export interface RunParts {
  crew: Crew
  deliveries: Deliveries
  checks: ReportChecks
  leadTree: LeadTree
  sides: SidePanes
  starts: AgentStarts
  handOvers: HandOvers
  steps: StepTaker
  watch: Watch
}

/** Makes the parts of a run and joins them to each other. */
export function joinParts(options: LiveRunOptions, ports: PartsPorts): RunParts {
  const { log, surroundings, runDir, texts, extraEnv = {} } = options
  const { commit, deliver, notice, closing, broken } = ports
  const run = (): Run => log.head
  const team = (): Orchestration => log.head.config.team
  const host = (): typeof surroundings.host => surroundings.host
  const stirred = (): void => steps.stirred()
  const deliveries = new Deliveries({
    run,
    commit,
    session: (agent) => crew.sessions.get(agent),
    changed: stirred,
    broken,
  })
  const sides = new SidePanes({ run, commit, surroundings, runDir, ran: options.sideRan, closing, broken })
  const { preparation } = sides
  const crew = new Crew({
    run,
    commit,
    deliveries,
    surroundings: preparation ? preparedSurroundings(surroundings, preparation) : surroundings,
    runDir,
    extraEnv,
    aftermath: (session, how) => (closing() ? [] : lostWith(log.head, session, how)),
    gone: ports.gone,
    stirred,
    broken,
    closing,
    observed: (session, seen) => sides.observed(session.id, seen),
  })
  const neighbours = (): Promise<readonly Neighbour[]> => options.neighbours(log.head)
  const leadTree = new LeadTree({
    run,
    team,
    texts,
    commit,
    shared: async () => (await neighbours()).some(({ open }) => open),
    notice,
    broken,
  })
  const checks = new ReportChecks({
    run,
    team,
    texts,
    commit,
    env: () => gateEnvironment(surroundings),
    shell: surroundings.shell,
    platform: surroundings.platform,
    neighbours,
    beforeWork: () => leadTree.look(),
    sendBack: ports.sendBack,
  })
  const starts = new AgentStarts({
    log,
    texts,
    crew,
    checks,
    brief: (role) => briefOf(team(), role),
    deliver,
    closing,
    stirred,
  })
  const handOvers = new HandOvers({ log, texts, crew, starts, host, commit, inTurn: ports.inTurn })
  const steps: StepTaker = new StepTaker({
    handOvers,
    log,
    texts,
    team,
    crew,
    checks,
    starts,
    commit,
    deliver,
    mayStep: ports.mayStep,
    broken,
  })
  const pace = options.pace ?? WATCH_PACE
  const sessions = (): Iterable<AgentSession> => crew.sessions.values()
  const lives = new LifeWatch({ run, sessions, host }, pace)
  const memory = new MemoryWatch({
    sessions,
    host,
    seen: (kind, bytes) => options.memorySeen?.(kind, bytes) ?? Promise.resolve(),
  })
  const life = async (now: number): Promise<EventBody[]> => {
    await memory.look()
    return lives.look(now)
  }
  const watch = new Watch({ life, run, commit, notice, broken }, pace)
  return { crew, deliveries, checks, leadTree, sides, starts, handOvers, steps, watch }
}

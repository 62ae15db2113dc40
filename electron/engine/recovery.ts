import { Refused } from '#shared/contract/link'
import type { Damaged, Restorable } from '#shared/contract/views'
import { messageOf } from '#shared/message-of'
import { firstSeats } from '#shared/model/seats'
import { isOpen } from '#shared/model/selectors'
import { ownsSession } from '#shared/model/workspace'
import type { Run } from '#shared/model/state'
import type { Inbox } from './control/inbox'
import type { Hosting } from './hosting'
import { putDamageAway, type DamagedRun } from './journal/damaged'
import { isAbandoned } from './journal/at-work'
import { leftRuns, type Unfinished } from './journal/unfinished'
import type { LiveRun } from './run/live-run'
import { putAway } from './run/open-run'
import type { SessionInfo } from './terminal/host'

/** What recovery needs of its deck. */
export interface RecoveryPorts {
  /** The folder of all runs' journals. */
  runsDir: string
  hosting: Pick<Hosting, 'host' | 'attach'>
  inbox: Pick<Inbox, 'hold' | 'release' | 'answerDead'>
  /** The open runs. */
  live: ReadonlyMap<string, LiveRun>
  /** Opens a run again from its journal, without agents. */
  resume(left: Unfinished): Promise<LiveRun>
  /** Other runs wait for the person than before. */
  changed(waiting: Restorable[]): void
  /** As `changed`, of runs whose journal is damaged. */
  damageChanged(damaged: Damaged[]): void
  log(line: string): void
}

/** Brings back what an earlier deck, or a lost terminal host, has left: runs, their agents, and the messages that came meanwhile. */
export class Recovery {
  /** Runs of an earlier deck whose agents are gone, until the person decides. */
  private readonly waiting = new Map<string, Unfinished>()
  /** Runs that cannot be brought back, because their journal cannot be read to its end. */
  private readonly broken = new Map<string, DamagedRun>()

  constructor(private readonly ports: RecoveryPorts) {}

  /** The runs that were not taken up though agents of theirs live, as they stand: those that are gone count as gone. */
  living(sessions: readonly SessionInfo[]): Run[] {
    const here = livingOf(sessions)
    return [...this.waiting.values(), ...this.broken.values()].flatMap(({ run }) => {
      if (!run || ![...here].some((session) => ownsSession(run, session))) return []
      const agents = Object.values(run.agents).map((agent) =>
        here.has(agent.id) ? agent : { ...agent, status: 'exited' as const },
      )
      return [{ ...run, agents: Object.fromEntries(agents.map((agent) => [agent.id, agent])) }]
    })
  }

  /** Whether a session belongs to a run that waits for the person to bring it back. */
  isWaiting(session: string): boolean {
    // Agents of a damaged run work on; what they say is kept until somebody has mended it.
    return [...this.waiting.values(), ...this.broken.values()].some(
      ({ run }) => run !== undefined && ownsSession(run, session),
    )
  }

  damaged(): Damaged[] {
    return [...this.broken.values()].map(({ id, run, file, reason, events }) => ({
      run: id,
      title: run?.title ?? null,
      project: run?.project ?? null,
      openedAt: run?.openedAt ?? null,
      file,
      reason,
      whole: events.length,
    }))
  }

  /** @throws Refused when there is no such run. */
  damagedRun(id: string): DamagedRun {
    const found = this.broken.get(id)
    if (!found) throw new Refused('This run has been put away already.')
    return found
  }

  /** The person knows of a damaged run; its files stay. */
  async putDamageAway(id: string): Promise<void> {
    const { runDir } = this.damagedRun(id)
    await putDamageAway(runDir)
    this.broken.delete(id)
    this.ports.damageChanged(this.damaged())
  }

  views(): Restorable[] {
    return [...this.waiting.values()].map(({ run }) => ({
      run: run.id,
      title: run.title,
      project: run.project,
      openedAt: run.openedAt,
      roles: firstSeats(run).map((pane) => pane.role),
      openTasks: Object.values(run.tasks).filter(isOpen).length,
    }))
  }

  /** Attaches to runs whose agents lived on without a deck, and offers those whose agents are gone. In safe mode it offers all. */
  takeUp(safeMode: boolean): Promise<void> {
    return this.holdingPosts(async () => {
      const { hosting, log, runsDir } = this.ports
      const { unfinished, damaged } = await leftRuns(runsDir, log)
      for (const run of damaged) this.broken.set(run.id, run)
      if (unfinished.length === 0) return
      if (safeMode) {
        log('The app has ended three times right after its start: this time it takes nothing up by itself.')
        for (const left of unfinished) if (!(await isWorkedOn(left))) this.waiting.set(left.run.id, left)
        return
      }
      const running = await hosting.attach()
      const living = running ? await running.list() : []
      for (const left of unfinished) {
        const own = living.filter((info) => ownsSession(left.run, info.session))
        if (own.some((info) => !info.exited)) await this.takeOver(left, own)
        // A run on its way through a command line is its own process's, unless that was killed.
        else if (left.run.origin !== 'demo' && !(await isWorkedOn(left))) this.waiting.set(left.run.id, left)
      }
    })
  }

  /**
   * Goes on with a run for the person, one new agent after the other where none is left.
   * @throws Refused when it does not wait any more.
   */
  bringBack(id: string): Promise<void> {
    return this.holdingPosts(async () => {
      const { hosting, inbox, log } = this.ports
      const left = this.take(id)
      const own = (await (await hosting.host()).list()).filter((info) => ownsSession(left.run, info.session))
      if (livingOf(own).size > 0) return this.takeOver(left, own)
      const live = await this.ports.resume(left)
      await inbox.answerDead(new Set())
      void live.restore().catch((error: unknown) => log(messageOf(error)))
    })
  }

  /**
   * Closes a run that the person does not want back.
   * @throws Refused when it does not wait any more.
   */
  async putAway(id: string): Promise<void> {
    await putAway(this.take(id).runDir)
  }

  /** The host outlives everything but a kill; its agents went with it, and their tasks go to new ones on a new host. */
  async hostLost(): Promise<void> {
    const { hosting, inbox, live: open } = this.ports
    if (open.size === 0) return
    await this.holdingPosts(async () => {
      // Its answer comes after the messages that the lost one had kept. Without a new host the agents are gone all the same.
      await hosting
        .host()
        .then((host) => host.list())
        .catch((error: unknown) => this.ports.log(messageOf(error)))
      await inbox.answerDead(new Set())
      for (const live of open.values()) live.lostHost()
    })
  }

  /** Goes on with a run whose agents live, all or some of them. */
  private async takeOver(left: Unfinished, own: readonly SessionInfo[]): Promise<void> {
    const live = await this.ports.resume(left)
    await this.ports.inbox.answerDead(livingOf(own))
    await live.adopt(own)
  }

  private take(id: string): Unfinished {
    const left = this.waiting.get(id)
    if (!left) throw new Refused('This run has been restored or put away already.')
    this.waiting.delete(id)
    this.ports.changed(this.views())
    return left
  }

  /** Lets agents' messages wait while runs are being taken over: what they are about is not there yet. */
  private async holdingPosts<T>(work: () => Promise<T>): Promise<T> {
    this.ports.inbox.hold()
    try {
      return await work()
    } finally {
      await this.ports.inbox.release()
    }
  }
}

/** Whether a run belongs to a command line that may still be at work on it. */
async function isWorkedOn({ run, runDir }: Unfinished): Promise<boolean> {
  return run.origin === 'command' && !(await isAbandoned(runDir))
}

function livingOf(sessions: readonly SessionInfo[]): Set<string> {
  return new Set(sessions.filter((info) => !info.exited).map((info) => info.session))
}

import { DEFAULT_RESPONSE_TIMEOUT_MINUTES } from '#shared/contract/config'
import { consentKey, runsMore } from './config/digest'
import type { Projects } from './projects'
import type { LiveRun } from './run/live-run'

/** What the teams of runs under way take over from their configs, which are edited meanwhile. */
export class TeamConfigs {
  /** The config that a run does without, because nobody has agreed to what it would run; by run. */
  private readonly leftOut = new Map<string, string>()
  /** How long a worker may take, by project folder, as its config said when it was last read. */
  private readonly minutes = new Map<string, number>()

  constructor(private readonly projects: () => Projects) {}

  /** How long a worker of a project may take to answer; 0 for ever. */
  responseMinutes(projectDir: string): number {
    return this.minutes.get(projectDir) ?? DEFAULT_RESPONSE_TIMEOUT_MINUTES
  }

  setResponseMinutes(projectDir: string, minutes: number): void {
    this.minutes.set(projectDir, minutes)
  }

  /**
   * Takes over what the config says now. A config that cannot be read leaves the team as it was, and so does one that would
   * run what nobody has agreed to: agents can write to the file too.
   * @returns why it was left out.
   */
  async refresh(live: LiveRun): Promise<string | undefined> {
    const { orchestration, project } = live.head
    if (orchestration === null) return undefined
    const projects = this.projects()
    const config = await projects.config(project.dir)
    const team = config?.orchestrations.find((candidate) => candidate.name === orchestration)
    if (!config || !team) return undefined
    if (runsMore(live.config, team) && !projects.agreed(project.dir, config))
      return this.leaveOut(live, consentKey(config))
    this.setResponseMinutes(project.dir, config.workerResponseTimeoutMinutes)
    await live.takeTeam(team)
    return undefined
  }

  /** Told once for each such config. */
  async leaveOut(live: LiveRun, key: string): Promise<string> {
    const { id, project } = live.head
    const reason = `The config of ${project.name} was edited and would run commands that you have not agreed to.`
    if (this.leftOut.get(id) !== key) {
      this.leftOut.set(id, key)
      const text = `${reason} The run goes on without the edit. Open the folder to read them, then agree.`
      await live.commit([{ type: 'noted', level: 'warning', text }])
    }
    return reason
  }

  /** The run is over. */
  forget(run: string): void {
    this.leftOut.delete(run)
  }
}

import { consentKey, runsMore } from './config/digest'
import type { Projects } from './projects'
import type { LiveRun } from './run/live-run'

/** What the teams of runs under way take over from their configs, which are edited meanwhile: by agents too, for all that is known. */
export class TeamConfigs {
  /** What keeps a run from its config, as it was told last; by run. */
  private readonly told = new Map<string, string>()

  constructor(private readonly projects: () => Pick<Projects, 'teamNow' | 'agreed'>) {}

  /**
   * Takes over what the config says now. One that is gone, has an error or would run what nobody has agreed to leaves the team
   * as it was, and the person is told.
   * @returns why it waits for the person's consent, if it does.
   */
  async refresh(live: LiveRun): Promise<string | undefined> {
    const { id, orchestration, project } = live.head
    if (orchestration === null) return undefined
    const now = await this.projects().teamNow(project.dir, orchestration)
    if ('unusable' in now) {
      const text = `${now.unusable} The run goes on with the config that it had.`
      await this.goesOn(live, text, text)
      return undefined
    }
    const { team, config } = now
    if (runsMore(live.config, team) && !this.projects().agreed(project.dir, config)) {
      const reason = `The config of ${project.name} was edited and would run commands that you have not agreed to.`
      const next = 'The run goes on without the edit. Open the folder to read them, then agree.'
      await this.goesOn(live, consentKey(config), `${reason} ${next}`)
      return reason
    }
    this.told.delete(id)
    await live.takeConfig({ team, responseMinutes: config.workerResponseTimeoutMinutes })
    return undefined
  }

  /** The run is over. */
  forget(run: string): void {
    this.told.delete(run)
  }

  /** Told once, until something else keeps the run from its config. @param what tells one such config from another. */
  private async goesOn(live: LiveRun, what: string, text: string): Promise<void> {
    if (this.told.get(live.head.id) === what) return
    this.told.set(live.head.id, what)
    await live.commit([{ type: 'noted', level: 'warning', text }])
  }
}

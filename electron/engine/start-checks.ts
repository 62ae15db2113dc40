import type { Orchestration } from '#shared/contract/config'
import type { Output, ParsedInput } from '#shared/contract/methods'
import { agentLabel, agentOf } from './environment/detect-agent'
import { atWorkElsewhere } from './journal/at-work'
import { folderAt, type Projects } from './projects'
import type { LiveRun } from './run/live-run'
import { plainAgent } from './run/plain-agent'
import { shortageOf, type MemoryShortage } from './usage/memory'
import type { MemoryBook } from './usage/memory-book'
import { worktreePossible } from './workspace/worktree'

/** What is looked at before agents are started. */
interface StartCheckPorts {
  runs: { all(): LiveRun[] }
  /** The folder in the data folder that holds a folder for each run. */
  runsDir: string
  projects: () => Projects
  /** What agents take up. */
  memory: () => MemoryBook
  /** What the machine has free, in bytes. */
  freeMemory: () => Promise<number | undefined>
}

/** What the person should know before agents are started. */
export class StartChecks {
  constructor(private readonly ports: StartCheckPorts) {}

  /** Before a team is started in a folder. */
  async team({ dir: folder, orchestration }: ParsedInput<'run.check'>): Promise<Output<'run.check'>> {
    const dir = await folderAt(folder)
    const here = this.ports.runs
      .all()
      .map((live) => live.run)
      .filter((run) => run.directory === dir && run.phase !== 'closed')
    const elsewhere = await atWorkElsewhere(this.ports.runsDir, dir)
    const config = await this.ports.projects().config(dir)
    const team = config?.orchestrations.find((candidate) => candidate.name === orchestration)
    return {
      othersInFolder: [...here.map((run) => run.title), ...elsewhere],
      worktreePossible: await worktreePossible(dir),
      worktree: team?.worktree ?? false,
      memory: team ? await this.shortage(team) : null,
    }
  }

  /** Before one agent is started without a team. */
  async agent({ command }: ParsedInput<'run.check-agent'>): Promise<Output<'run.check-agent'>> {
    const kind = agentOf(command)
    return { memory: await this.shortage(plainAgent(kind === undefined ? 'It' : agentLabel(kind), command)) }
  }

  /** Why a team's agents may not fit into the machine's memory. A system that does not tell is not guessed at. */
  private async shortage(team: Orchestration): Promise<MemoryShortage | null> {
    const free = await this.ports.freeMemory()
    const memory = this.ports.memory()
    return free === undefined ? null : shortageOf(team, (command) => memory.bytesOf(command), free)
  }
}

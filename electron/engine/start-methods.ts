import { Refused } from '#shared/contract/link'
import type { MethodName, Output, ParsedInput } from '#shared/contract/methods'
import type { Exports } from './audit/exports'
import type { Recovery } from './recovery'
import type { Runs } from './runs'
import type { StartChecks } from './start-checks'

type StartMethod = Extract<
  MethodName,
  | 'run.check'
  | 'run.check-agent'
  | 'run.start'
  | 'run.start-agent'
  | 'run.open-mode'
  | 'run.start-demo'
  | 'run.close'
  | 'run.restore'
  | 'run.put-away'
  | 'pane.restart'
>

/** What beginnings and ends of runs need of the deck. */
interface StartPorts {
  runs: Runs
  checks: StartChecks
  recovery: Recovery
  exports: Exports
  /** Kept for the next time. */
  usedCommand(command: string): Promise<void>
}

/** What a window may ask of runs as a whole: their beginnings and ends, and those that were left. */
export function startMethods({ runs, checks, recovery, exports, usedCommand }: StartPorts): {
  [M in StartMethod]: (input: ParsedInput<M>) => Promise<Output<M>>
} {
  return {
    'run.check': (input) => checks.team(input),
    'run.check-agent': (input) => checks.agent(input),
    'run.start': async (input) => ({ run: await runs.startTeam(input) }),
    'run.start-agent': async (input) => {
      const run = await runs.startAgent(input)
      await usedCommand(input.command)
      return { run }
    },
    'run.open-mode': async (input) => {
      const run = await runs.openMode(input)
      await usedCommand(input.command)
      return { run }
    },
    'run.start-demo': async () => ({ run: await runs.startDemo() }),
    'run.close': async ({ run }) => {
      exports.drop(run)
      await runs.close(run, 'person')
      return {}
    },
    'run.restore': async ({ run }) => {
      await recovery.bringBack(run)
      return {}
    },
    'run.put-away': async ({ run }) => {
      await recovery.putAway(run)
      return {}
    },
    'pane.restart': async ({ run, pane }) => {
      const live = runs.get(run)
      const edited = await runs.refreshTeam(live)
      if (edited !== undefined)
        throw new Refused(`${edited} Open the folder to read them and agree, then start the agent again.`)
      const reason = await live.restart(pane)
      if (reason !== undefined) throw new Refused(reason)
      return {}
    },
  }
}

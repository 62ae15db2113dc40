import { z } from 'zod'
import { PaneId, RunId } from '../../model/ids'
import { agentCommand, dir, method, nothing } from './method'

/** A team whose agents need more memory than is free on this machine, as far as it is known. In bytes, largest role first. */
const MemoryShortage = z.object({
  needed: z.number(),
  free: z.number(),
  roles: z.array(z.object({ role: z.string(), bytes: z.number() })),
})

/** Beginnings and ends of runs. */
export const startMethods = {
  /**
   * What to tell the person before a team is started: titles of the runs that work in the same folder, and whether it
   * could have a git worktree of its own. `worktree`: the config asks for one anyway. `memory`: why its agents may not fit.
   */
  'run.check': method(
    z.object({ dir, orchestration: z.string() }),
    z.object({
      othersInFolder: z.array(z.string()),
      worktreePossible: z.boolean(),
      worktree: z.boolean(),
      memory: MemoryShortage.nullable(),
    }),
  ),
  /** Why an agent that this command starts may not fit into the machine's memory. */
  'run.check-agent': method(
    z.object({ command: agentCommand }),
    z.object({ memory: MemoryShortage.nullable() }),
  ),
  /** Starts a team. Refused without consent, or with a broken config. `worktree`: in a git worktree and branch of its own; default: as the config says. */
  'run.start': method(
    z.object({
      dir,
      orchestration: z.string(),
      title: z.string().max(128).optional(),
      worktree: z.boolean().optional(),
    }),
    z.object({ run: RunId }),
  ),
  /** Starts one agent without a team. */
  'run.start-agent': method(
    z.object({ dir, name: z.string().trim().min(1).max(128), command: agentCommand }),
    z.object({ run: RunId }),
  ),
  /** Opens a workspace of the folder's config, with an agent of the person's choice. Refused without consent, or with a broken config. */
  'run.open-mode': method(
    z.object({
      dir,
      mode: z.string(),
      command: agentCommand,
      title: z.string().max(128).optional(),
    }),
    z.object({ run: RunId }),
  ),
  /** Copies the demo project to a temporary folder and starts its scripted team. */
  'run.start-demo': method(nothing, z.object({ run: RunId })),
  /** Ends every process of the run. */
  'run.close': method(z.object({ run: RunId }), nothing),
  /** Brings an interrupted run back, one agent after the other, and delivers its lost tasks again. */
  'run.restore': method(z.object({ run: RunId }), nothing),
  /** Closes the journal of an interrupted run without bringing it back. */
  'run.put-away': method(z.object({ run: RunId }), nothing),
  /** Starts the pane's command again when its agent has exited or its start failed. */
  'pane.restart': method(z.object({ run: RunId, pane: PaneId }), nothing),
} as const

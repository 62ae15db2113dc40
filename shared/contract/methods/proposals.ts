import { z } from 'zod'
import { RunId } from '../../model/ids'
import { ConfigSaveResult, ConfigView } from '../config-view'
import { ProjectView } from '../views'
import { agentCommand, dir, method, nothing } from './method'

/** Configs that an agent proposes. */
export const proposalMethods = {
  /** Starts an agent of the person's choice that is to propose a config for the folder. Nothing is used before it is accepted. */
  'generate.start': method(z.object({ dir, command: agentCommand }), z.object({ run: RunId })),
  /** Remembers what the person said to the offer of a proposal for this folder. `ask`: offer it again. */
  'generate.offer': method(z.object({ dir, answer: z.enum(['ask', 'later', 'never']) }), ProjectView),
  /** Folders for which a proposal is never offered. */
  'generate.never-offered': method(nothing, z.object({ dirs: z.array(z.string()) })),
  /** Puts what the run's agent proposes into the editor, as a step that can be undone. */
  'proposal.open': method(z.object({ run: RunId }), ConfigView),
  /** Accepts the proposal as it stands in the editor, or discards it. Once that is done the run is closed. */
  'proposal.decide': method(
    z.object({ run: RunId, accept: z.boolean() }),
    ConfigSaveResult.pick({ reason: true }).extend({ decided: z.boolean() }),
  ),
  /** Asks the agent to go on when it has stopped without a proposal. */
  'proposal.remind': method(z.object({ run: RunId }), nothing),
} as const

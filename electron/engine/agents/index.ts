import type { AgentAdapter, LaunchAdditions, LaunchContext } from './adapter'
import { any } from './any/index'
import * as adapters from './list'

/** Adapters by the name that `agentOf` gives to a command's agent. */
const ADAPTERS: ReadonlyMap<string, AgentAdapter> = new Map(
  Object.values(adapters).map((adapter) => [adapter.id, adapter]),
)

/** The adapter for an agent; every unknown one is a plain terminal program. */
export function adapterFor(agent: string | undefined): AgentAdapter {
  return (agent === undefined ? undefined : ADAPTERS.get(agent)) ?? any
}

/**
 * Additions of every agent that takes some, for a command that hides which one it starts (`devbox run coder`): whichever it is, it is
 * met at its shim.
 */
export async function prepareUnknown(context: LaunchContext): Promise<LaunchAdditions> {
  const made = await Promise.all(
    [...ADAPTERS.values()].map(async ({ id, prepare }) => ({ id, ...(await prepare(context)) })),
  )
  const shimmed = made.filter((each) => each.shimmed)
  const agent = async (): Promise<string | undefined> => {
    const met = await Promise.all(shimmed.map((each) => each.carried()))
    return shimmed[met.indexOf(true)]?.id
  }
  return {
    pathFolders: shimmed.flatMap((each) => each.pathFolders),
    env: Object.assign({}, ...shimmed.map((each) => each.env)),
    shimmed: true,
    firstPromptPassed: shimmed.length > 0 && shimmed.every((each) => each.firstPromptPassed),
    carried: async () => (await agent()) !== undefined,
    promptLeft: async () =>
      (await Promise.all(shimmed.map(async (each) => each.promptLeft?.()))).includes(true),
    agent,
  }
}

export type { AgentAdapter, LaunchAdditions, LaunchContext, Observation, ScreenReading } from './adapter'
export { track } from './status'
export { overUnsaid } from './status/by-screen'
export { newTracker, toolInHand, type TrackerState } from './status/tracker'

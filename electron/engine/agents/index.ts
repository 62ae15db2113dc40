import type { AgentAdapter } from './adapter'
import { any } from './any/index'
import { claude } from './claude/index'
import { codex } from './codex/index'
import { copilot } from './copilot/index'
import { gemini } from './gemini/index'
import { opencode } from './opencode/index'

/** Adapters by the name that `agentOf` gives to a command's agent. */
const ADAPTERS: ReadonlyMap<string, AgentAdapter> = new Map(
  [claude, codex, opencode, gemini, copilot].map((adapter) => [adapter.id, adapter]),
)

/** The adapter for an agent; every unknown one is a plain terminal program. */
export function adapterFor(agent: string | undefined): AgentAdapter {
  return (agent === undefined ? undefined : ADAPTERS.get(agent)) ?? any
}

export type {
  AgentAdapter,
  AgentStatus,
  Dialog,
  LaunchAdditions,
  LaunchContext,
  Observation,
  ReadContext,
  ScreenReading,
} from './adapter'
export { newTracker, toolInHand, track, type TrackerState } from './status'

import type { Orchestration } from '#shared/contract/config'

/** Paths that count as nobody's edit, since the deck and the orchestrator write them while others work. */
export function uncountedPaths({ trackingFile }: Orchestration): string[] {
  return ['.dot-agent-deck', ...(trackingFile === undefined ? [] : [trackingFile])]
}

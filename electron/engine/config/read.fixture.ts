import { parseConfig, type ConfigResult } from './read'

/** Where the config of the tests seems to lie. */
export const FILE = '/home/ada/shop/.dot-agent-deck.toml'

/** An orchestrator and a worker. */
export const TEAM = `[[orchestrations]]
name = "dev"

[[orchestrations.roles]]
name = "orchestrator"
command = "claude"
start = true

[[orchestrations.roles]]
name = "coder"
command = "devbox run agent"
description = "Writes code"
`

/** A text that can be read, whatever its problems. */
export function parsed(text: string): Extract<ConfigResult, { kind: 'ok' }> {
  const result = parseConfig(text, FILE)
  if (result.kind !== 'ok') throw new Error(`not read: ${JSON.stringify(result.diagnostics)}`)
  return result
}

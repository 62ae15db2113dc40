import { readFileSync, writeFileSync } from 'node:fs'
import { isRecord, mergeSettings } from '../engine/agents/claude/settings'
import { slimPayload } from '../engine/agents/claude/slim-payload'
import { startAgent } from '../engine/agents/shim/start-windows'
import { post } from './post'

/** Milliseconds after which a hook lets its agent go on, whatever the deck does. */
const MAX_HOOK_MS = 2_000

/**
 * Reads what the agent wrote on standard input and passes it to the deck, with the event's name where the agent does not write it.
 * Silent, and never fails: an agent must not feel it.
 */
async function forwardHook(agent: string, event: string | undefined): Promise<void> {
  setTimeout(() => process.exit(0), MAX_HOOK_MS).unref()
  if (!process.env['DOT_AGENT_DECK_SOCKET']) return
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  const told: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  const payload = event !== undefined && isRecord(told) ? { ...told, hook_event_name: event } : told
  await post(process.env, { verb: 'hook', agent, payload: slimPayload(payload) }, MAX_HOOK_MS)
}

/** Merges the deck's settings with the person's, a path or JSON text, into a file. */
function mergeSettingsFiles(ours: string, theirs: string, target: string): void {
  const theirText = theirs.trimStart().startsWith('{') ? theirs : readFileSync(theirs, 'utf8')
  const parsed: unknown[] = [readFileSync(ours, 'utf8'), theirText].map((text): unknown => JSON.parse(text))
  const [first, second] = parsed
  if (!isRecord(first) || !isRecord(second)) throw new Error('settings must be a JSON object')
  writeFileSync(target, JSON.stringify(mergeSettings(first, second)), { mode: 0o600 })
}

async function main(args: readonly string[]): Promise<number> {
  const [verb, first, second, third] = args
  if (verb === 'merge-settings' && first !== undefined && second !== undefined && third !== undefined) {
    mergeSettingsFiles(first, second, third)
    return 0
  }
  if (verb === 'start-agent' && first !== undefined)
    return startAgent(first, args.slice(2), mergeSettingsFiles)
  if (verb !== undefined) await forwardHook(verb, first)
  return 0
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  // A failed merge is told by the exit code, and the shim goes on with the person's settings alone.
  () => process.exit(process.argv[2] === 'merge-settings' ? 1 : 0),
)

import { WITHOUT_OWN_CERTIFICATES } from '../../environment/own-certificates'

/**
 * A Pi extension that runs the deck's hook entry at each event, one after the other, so that they arrive in order. It only listens:
 * it changes nothing that Pi does, and an error in it never reaches Pi.
 */
export function piExtension(
  hookCommand: readonly string[],
  hookEnv: Readonly<Record<string, string>>,
): string {
  const [program = '', ...args] = hookCommand
  return `import { spawn } from 'node:child_process'

const program = ${JSON.stringify(program)}
const args = ${JSON.stringify([...args, 'pi'])}
const env = { ...process.env, ...${JSON.stringify({ ...WITHOUT_OWN_CERTIFICATES, ...hookEnv })} }
let queue = Promise.resolve()

function send(payload) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: ['pipe', 'ignore', 'ignore'], windowsHide: true })
    child.once('error', resolve)
    child.once('close', resolve)
    child.stdin.on('error', () => {})
    child.stdin.end(JSON.stringify(payload))
  })
}

export default function (pi) {
  const tell = (event, ctx, fields) => {
    try {
      const payload = { hook_event_name: event, session_id: ctx.sessionManager.getSessionId(), ...fields }
      queue = queue.then(() => send(payload), () => send(payload))
    } catch {}
    return queue
  }
  pi.on('session_start', (event, ctx) => void tell('session_start', ctx, { reason: event.reason }))
  pi.on('input', (event, ctx) => void tell('input', ctx, { prompt: event.text, source: event.source }))
  pi.on('agent_start', (_event, ctx) => void tell('agent_start', ctx, {}))
  pi.on('tool_execution_start', (event, ctx) =>
    void tell('tool_execution_start', ctx, { tool: event.toolName, id: event.toolCallId, args: event.args }))
  pi.on('tool_execution_end', (event, ctx) =>
    void tell('tool_execution_end', ctx, { tool: event.toolName, id: event.toolCallId, failed: event.isError }))
  pi.on('session_before_compact', (_event, ctx) => void tell('session_before_compact', ctx, {}))
  pi.on('session_compact', (_event, ctx) => void tell('session_compact', ctx, {}))
  const used = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, cost: 0 }
  pi.on('agent_end', (event, ctx) => {
    const last = event.messages.at(-1)
    try {
      for (const { role, usage } of event.messages) {
        if (role !== 'assistant' || !usage) continue
        for (const key of ['input', 'output', 'cacheRead', 'cacheWrite']) used[key] += usage[key] ?? 0
        used.cost += usage.cost?.total ?? 0
      }
      const context = ctx.getContextUsage()
      tell('usage', ctx, { used, contextUsed: context?.tokens ?? undefined, contextSize: context?.contextWindow })
    } catch {}
    void tell('agent_end', ctx, { stop: last?.stopReason, error: last?.errorMessage })
  })
  // Pi waits until what it was told before has been passed on.
  pi.on('session_shutdown', () => queue)
}
`
}

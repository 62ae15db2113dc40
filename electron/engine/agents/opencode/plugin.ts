/**
 * The plugin that OpenCode loads for one of the deck's agents: it passes on what happens, one message at a time and in order, through
 * the deck's hook entry. It holds nothing up, and a hook that fails is not felt.
 * @param hookCommand arguments that start the hook entry, program first.
 * @param hookEnv what the hook entry needs in its environment.
 */
export function pluginSource(
  hookCommand: readonly string[],
  hookEnv: Readonly<Record<string, string>>,
): string {
  return `import { spawn } from 'node:child_process'

const [program, ...args] = ${JSON.stringify([...hookCommand, 'opencode'])}
const env = { ...process.env, ...${JSON.stringify(hookEnv)} }

let last = Promise.resolve()

function send(payload) {
  last = last.then(
    () =>
      new Promise((resolve) => {
        const hook = spawn(program, args, { env, stdio: ['pipe', 'ignore', 'ignore'], windowsHide: true })
        hook.on('error', resolve)
        hook.on('close', resolve)
        hook.stdin.on('error', () => {})
        hook.stdin.end(JSON.stringify(payload))
      }),
  )
}

/** Sessions of agents that the agent itself started. */
const children = new Set()
let session
let failed = false
let busy = false

function follow(id) {
  if (id === undefined || id === session) return
  send({ event: 'session', session: id, how: session === undefined ? 'startup' : 'clear' })
  session = id
}

/** What each answer used, those of children too; what a resumed session had used before is not told again. */
const answers = new Map()
const began = Date.now()
let contextUsed
let contextSize

function count({ id, sessionID, role, cost, tokens, time }) {
  if (role !== 'assistant' || !tokens || !(time?.created >= began)) return
  const { input = 0, output = 0, reasoning = 0, cache = {} } = tokens
  const { read = 0, write = 0 } = cache
  answers.set(id, { input, output: output + reasoning, cacheRead: read, cacheWrite: write, cost: cost ?? 0 })
  const sum = input + output + reasoning + read + write
  if (sum > 0 && !children.has(sessionID)) contextUsed = sum
}

function sendUsage() {
  const used = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, cost: 0 }
  for (const answer of answers.values()) for (const key of Object.keys(used)) used[key] += answer[key]
  if (answers.size > 0) send({ event: 'usage', ...used, contextUsed, contextSize })
}

function onEvent({ type, properties = {} }) {
  if (type === 'message.updated' && properties.info) count(properties.info)
  if (type === 'session.created' && properties.info?.parentID) children.add(properties.info.id)
  if (type === 'permission.asked') {
    const detail = properties.metadata?.command ?? properties.metadata?.filepath ?? properties.patterns?.join(' ')
    send({ event: 'permission', tool: properties.permission, detail })
  } else if (type === 'question.asked') {
    send({ event: 'question', question: properties.questions?.[0]?.question })
  } else if (/^(permission|question)\\.(replied|rejected)$/.test(type)) {
    send({ event: 'answered' })
  }
  if (children.has(properties.sessionID)) return
  if (type === 'session.status' && properties.status?.type !== 'idle') {
    if (!busy) send({ event: 'busy' })
    busy = true
    failed = false
  } else if (type === 'session.idle') {
    // An error ends in an idle session too, and says so twice.
    if (busy && !failed) {
      sendUsage()
      send({ event: 'idle' })
    }
    busy = false
  } else if (type === 'session.error' && properties.error?.name !== 'MessageAbortedError') {
    failed = true
    sendUsage()
    send({ event: 'error', message: properties.error?.data?.message ?? properties.error?.name })
  } else if (type === 'session.compacted') {
    send({ event: 'compacted', session: properties.sessionID })
  }
}

function detailOf(values) {
  for (const key of ['command', 'filePath', 'path', 'pattern', 'url', 'query', 'description', 'name']) {
    if (typeof values?.[key] === 'string' && values[key].trim() !== '') return values[key]
  }
}

export const DotAgentDeck = async () => ({
  event: async ({ event }) => onEvent(event),
  'chat.params': async ({ sessionID, model }) => {
    if (!children.has(sessionID)) contextSize = model?.limit?.context || undefined
  },
  'chat.message': async ({ sessionID }, { parts }) => {
    if (children.has(sessionID)) return
    follow(sessionID)
    failed = false
    const texts = parts.filter((part) => part.type === 'text' && !part.synthetic).map((part) => part.text)
    send({ event: 'prompt', prompt: texts.join('\\n') })
  },
  'tool.execute.before': async ({ tool, sessionID, callID }, { args: values }) => {
    if (!children.has(sessionID)) send({ event: 'tool-start', tool, id: callID, detail: detailOf(values) })
  },
  'tool.execute.after': async ({ tool, sessionID, callID }) => {
    if (!children.has(sessionID)) send({ event: 'tool-end', tool, id: callID })
  },
})
`
}

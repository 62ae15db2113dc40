import { WITHOUT_OWN_CERTIFICATES } from '../../environment/own-certificates'

/** How often the plugin looks for an answer while it waits for one, milliseconds. */
const LOOK_MS = 200

/**
 * The plugin that OpenCode loads for one of the deck's agents: it passes on what happens, one message at a time and in order, through
 * the deck's hook entry. It holds nothing up, and a hook that fails is not felt. A permission and a question are told with a key; the
 * file with that key in the folder for answers is the person's answer.
 * @param answers folder in which the deck leaves answers.
 * @param hookCommand arguments that start the hook entry, program first.
 * @param hookEnv what the hook entry needs in its environment.
 */
export function pluginSource(
  answers: string,
  hookCommand: readonly string[],
  hookEnv: Readonly<Record<string, string>>,
): string {
  return `import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

const [program, ...args] = ${JSON.stringify([...hookCommand, 'opencode'])}
const env = { ...process.env, ...${JSON.stringify({ ...WITHOUT_OWN_CERTIFICATES, ...hookEnv })} }

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

/** Requests that wait for an answer, by id. */
const waiting = new Map()
let client

/** Tells of a request, and looks for its answer until it has one. */
function ask(id, payload, answer) {
  if (!/^[\\w-]{1,100}$/.test(id ?? '')) return send(payload)
  const key = randomBytes(16).toString('hex')
  const file = join(${JSON.stringify(answers)}, id + '.json')
  const look = async () => {
    const given = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'))
    if (given.key !== key || !waiting.has(id)) return
    settle(id)
    await rm(file, { force: true })
    await answer(given)
  }
  waiting.set(id, setInterval(() => void look().catch(() => {}), ${LOOK_MS}).unref())
  send({ ...payload, request: id, key })
}

function settle(id) {
  clearInterval(waiting.get(id))
  waiting.delete(id)
}

function answerTo(url, id, body) {
  return client._client.post({ url, path: { requestID: id }, body, headers: { 'Content-Type': 'application/json' } })
}

function askPermission({ id, permission, metadata, patterns }) {
  const detail = metadata?.command ?? metadata?.filepath ?? patterns?.join(' ')
  ask(id, { event: 'permission', tool: permission, detail }, ({ permission: answer }) =>
    answerTo('/permission/{requestID}/reply', id, { reply: answer === 'allow' ? 'once' : 'reject' }),
  )
}

function askQuestion({ id, questions = [] }) {
  const [first] = questions
  const payload = { event: 'question', question: first?.question }
  if (questions.length !== 1 || first.multiple || !first.options?.length) return send(payload)
  const options = first.options.map(({ label, description }) => ({ label, detail: description }))
  ask(id, { ...payload, options }, ({ choice }) =>
    answerTo('/question/{requestID}/reply', id, { answers: [[choice]] }),
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
    askPermission(properties)
  } else if (type === 'question.asked') {
    askQuestion(properties)
  } else if (/^(permission|question)\\.(replied|rejected)$/.test(type)) {
    settle(properties.requestID)
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

export const DotAgentDeck = async (around) => {
  client = around?.client
  return {
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
  }
}
`
}

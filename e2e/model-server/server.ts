import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answer, sendError, sendJson } from './answer'
import { ModelLog, sha256 } from './log'
import { readRequest } from './read-request'
import { say, type Scenario, type Step } from './scenario'
import { wireRequest } from './wire'

/** A running model server. */
export interface ModelServer {
  /** `http://127.0.0.1:<port>`, for `ANTHROPIC_BASE_URL`. */
  readonly url: string
  readonly log: ModelLog
  /** Replaces the scenario from the next request on. */
  play(scenario: Scenario): void
  /** Hangs up on everybody and frees the port. */
  close(): Promise<void>
}

/** Largest request body read, bytes. */
const MAX_BODY = 64 * 1024 * 1024

/** Starts a server on a free loopback port that speaks Anthropic's `/v1/messages` as the scenario says. */
export async function startModelServer(scenario: Scenario = () => say('Done.')): Promise<ModelServer> {
  const log = new ModelLog()
  const firstHints = new Map<string, string>()
  let current = scenario

  const decide = (
    body: string,
    header: string | undefined,
  ): { step: Step; model: string; stream: boolean } => {
    const wire = wireRequest.parse(JSON.parse(body))
    const read = readRequest(wire, header)
    const request = {
      ...read.request,
      conversation: conversationOf(read.request.conversation, read.request.agentHint),
    }
    const entry = { conversation: request.conversation, at: Date.now(), messages: wire.messages.length }
    log.request({ ...entry, kind: read.side ? 'side' : 'main' })
    if (read.side) return { step: sideAnswer(body), model: wire.model, stream: wire.stream }
    read.prompts.forEach((prompt, ordinal) => {
      log.prompt(request.conversation, ordinal, prompt.text, prompt.wrapped, entry.at)
    })
    return { step: current(request, log), model: wire.model, stream: wire.stream }
  }

  /** A subagent shares its parent's session id, but begins with another prompt: it is another conversation. */
  const conversationOf = (session: string, hint: string): string => {
    const first = firstHints.get(session)
    if (first === undefined) firstHints.set(session, hint)
    return first === undefined || first === hint ? session : `${session}/${sha256(hint).slice(0, 8)}`
  }

  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (message.url ?? '').split('?')[0]
    const body = await readBody(message)
    if (message.method !== 'POST' || !path?.startsWith('/v1/messages')) {
      sendError(response, 404, 'not_found_error', `Nothing is served at ${path}.`)
      return
    }
    if (path === '/v1/messages/count_tokens') {
      log.request({ conversation: '', at: Date.now(), kind: 'count', messages: 0 })
      sendJson(response, 200, { input_tokens: Math.ceil(body.length / 4) })
      return
    }
    const header = message.headers['x-claude-code-session-id']
    const decided = decide(body, typeof header === 'string' ? header : undefined)
    await answer(response, decided.step, { ...decided, requestChars: body.length })
  }

  const server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else sendError(response, 400, 'invalid_request_error', `The model server failed: ${String(error)}`)
    })
  })
  const address = await listen(server)
  return {
    url: `http://127.0.0.1:${address.port}`,
    log,
    play: (next) => {
      current = next
    },
    close: () => close(server),
  }
}

/** Answers an errand of the CLI's own: a title where JSON is wanted, a short summary otherwise. */
function sideAnswer(body: string): Step {
  return say(
    body.includes('json_schema') ? '{"title":"Scripted session"}' : '<summary>Scripted summary.</summary>',
  )
}

function listen(server: Server): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('The model server has no port.'))
      else resolve(address)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > MAX_BODY) throw new Error('request body over 64 MiB')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

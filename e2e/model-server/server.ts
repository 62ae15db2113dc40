import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { anthropic } from './anthropic'
import { gemini } from './gemini'
import { ModelLog, sha256 } from './log'
import { chatCompletions, responses } from './openai'
import { answer, sendJson, type Protocol, type ReadRequest } from './protocol'
import { say, type Scenario, type Step } from './scenario'

/** Everything that the server speaks. One more service is one file and one entry here. */
const PROTOCOLS: readonly Protocol[] = [anthropic, responses, chatCompletions, gemini]

/** A running model server. */
export interface ModelServer {
  /** `http://127.0.0.1:<port>`, without the `/v1` that some CLIs want behind it. */
  readonly url: string
  readonly log: ModelLog
  /** Replaces the scenario from the next request on. */
  play(scenario: Scenario): void
  /** Hangs up on everybody and frees the port. */
  close(): Promise<void>
}

/** Largest request body read, bytes. */
const MAX_BODY = 64 * 1024 * 1024

/** Starts a server on a free loopback port that answers every model service's requests as the scenario says. */
export async function startModelServer(scenario: Scenario = () => say('Done.')): Promise<ModelServer> {
  const log = new ModelLog()
  const firstHints = new Map<string, string>()
  let current = scenario

  const decide = (read: ReadRequest, body: string): Step => {
    const { conversation: session, agentHint } = read.request
    // An errand carries words of its own, by which its conversation is not known.
    const conversation = read.side ? session : conversationOf(session, agentHint)
    const request = { ...read.request, conversation }
    const entry = {
      conversation: request.conversation,
      at: Date.now(),
      messages: request.messages.length,
    }
    log.request({ ...entry, kind: read.side ? 'side' : 'main' })
    if (read.side) return sideAnswer(body)
    read.prompts.forEach((prompt, ordinal) => {
      log.prompt(request.conversation, ordinal, prompt.text, prompt.wrapped, entry.at)
    })
    return current(request, log)
  }

  /** A subagent shares its parent's session id, but begins with another prompt: it is another conversation. */
  const conversationOf = (session: string, hint: string): string => {
    const first = firstHints.get(session)
    if (first === undefined) firstHints.set(session, hint)
    return first === undefined || first === hint ? session : `${session}/${sha256(hint).slice(0, 8)}`
  }

  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (message.url ?? '').split('?')[0] ?? ''
    const body = await readBody(message)
    const protocol = PROTOCOLS.find((each) => each.serves(path))
    if (message.method !== 'POST' || !protocol) {
      const error = { type: 'not_found_error', message: `Nothing is served at ${path}.` }
      sendJson(response, 404, { type: 'error', error })
      return
    }
    if (protocol.errand?.(path, body, response)) {
      log.request({ conversation: '', at: Date.now(), kind: 'count', messages: 0 })
      return
    }
    try {
      const read = protocol.read(JSON.parse(body), message.headers, path)
      const { model } = read.request
      const context = { model, stream: read.stream, requestChars: body.length }
      await answer(protocol, response, decide(read, body), context)
    } catch (error) {
      if (response.headersSent) response.destroy()
      else protocol.refuse(response, 400, undefined, `The model server failed: ${String(error)}`)
    }
  }

  const server = createServer((message, response) => {
    handle(message, response).catch(() => response.destroy())
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

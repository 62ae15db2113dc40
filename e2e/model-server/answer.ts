import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Step } from './scenario'

/** Characters per token, roughly; only so that the CLI has numbers to show. */
const CHARS_PER_TOKEN = 4

/** What an answer needs to know about its request. */
export interface AnswerContext {
  readonly model: string
  readonly stream: boolean
  readonly requestChars: number
}

type Content = { type: 'text'; text: string } | { type: 'tool_use'; id: string; name: string; input: unknown }

/** Carries out one step on an open response. Ends quietly when the CLI hangs up. */
export async function answer(response: ServerResponse, step: Step, context: AnswerContext): Promise<void> {
  switch (step.kind) {
    case 'delay':
      await waitUnlessClosed(response, step.until)
      if (!response.destroyed) await answer(response, step.then, context)
      return
    case 'error':
      sendError(response, step.status, step.type ?? errorType(step.status), step.message)
      return
    case 'say':
      await sendMessage(
        response,
        [{ type: 'text', text: step.text }],
        'end_turn',
        context,
        step.overMs,
        step.outputTokens,
      )
      return
    case 'tools':
      await sendMessage(response, toolContent(step), 'tool_use', context)
  }
}

/** Sends an error as the real service words it. */
export function sendError(response: ServerResponse, status: number, type: string, message: string): void {
  sendJson(response, status, { type: 'error', error: { type, message } })
}

/** Sends a JSON body. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

function toolContent(step: Extract<Step, { kind: 'tools' }>): Content[] {
  const calls = step.calls.map((call): Content => ({
    type: 'tool_use',
    id: toolId(),
    name: call.name,
    input: call.input,
  }))
  return step.text === undefined ? calls : [{ type: 'text', text: step.text }, ...calls]
}

async function sendMessage(
  response: ServerResponse,
  content: Content[],
  stopReason: 'end_turn' | 'tool_use',
  context: AnswerContext,
  overMs = 0,
  outputTokens = Math.ceil(JSON.stringify(content).length / CHARS_PER_TOKEN),
): Promise<void> {
  const usage = {
    input_tokens: Math.ceil(context.requestChars / CHARS_PER_TOKEN),
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
  }
  const message = {
    id: `msg_${randomUUID()}`,
    type: 'message',
    role: 'assistant',
    model: context.model,
    stop_sequence: null,
  }
  if (!context.stream) {
    const body = {
      ...message,
      content,
      stop_reason: stopReason,
      usage: { ...usage, output_tokens: outputTokens },
    }
    sendJson(response, 200, body)
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  const start = { ...message, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } }
  event(response, 'message_start', { message: start })
  for (const [index, block] of content.entries()) await sendBlock(response, index, block, overMs)
  if (response.destroyed) return
  event(response, 'message_delta', {
    delta: { stop_reason: stopReason, stop_sequence: null },
    usage: { output_tokens: outputTokens },
  })
  event(response, 'message_stop', {})
  response.end()
}

async function sendBlock(
  response: ServerResponse,
  index: number,
  block: Content,
  overMs: number,
): Promise<void> {
  if (block.type === 'tool_use') {
    event(response, 'content_block_start', { index, content_block: { ...block, input: {} } })
    const delta = { type: 'input_json_delta', partial_json: JSON.stringify(block.input) }
    event(response, 'content_block_delta', { index, delta })
  } else {
    event(response, 'content_block_start', { index, content_block: { type: 'text', text: '' } })
    const parts = overMs > 0 ? (block.text.match(/\S+\s*/g) ?? [block.text]) : [block.text]
    for (const text of parts) {
      if (response.destroyed) return
      event(response, 'content_block_delta', { index, delta: { type: 'text_delta', text } })
      if (overMs > 0) await waitUnlessClosed(response, overMs / parts.length)
    }
  }
  if (!response.destroyed) event(response, 'content_block_stop', { index })
}

function event(response: ServerResponse, type: string, data: Record<string, unknown>): void {
  response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`)
}

/** Waits, but no longer than the CLI stays on the line, so that a server can always be closed. */
async function waitUnlessClosed(response: ServerResponse, until: number | Promise<unknown>): Promise<void> {
  const stop = new AbortController()
  const closed = (): void => stop.abort()
  response.once('close', closed)
  const gone = new Promise<void>((resolve) =>
    stop.signal.addEventListener('abort', () => resolve(), { once: true }),
  )
  const waited = typeof until === 'number' ? sleep(until, undefined, { signal: stop.signal }) : until
  await Promise.race([waited.then(nothing, nothing), gone])
  response.off('close', closed)
}

function nothing(): void {}

function toolId(): string {
  return `toolu_${randomUUID().replaceAll('-', '').slice(0, 24)}`
}

function errorType(status: number): string {
  if (status === 429) return 'rate_limit_error'
  if (status === 401) return 'authentication_error'
  if (status === 529) return 'overloaded_error'
  return status >= 500 ? 'api_error' : 'invalid_request_error'
}

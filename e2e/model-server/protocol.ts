import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ModelRequest, Step } from './scenario'

/** Characters per token, roughly; only so that a CLI has numbers to show. */
export const CHARS_PER_TOKEN = 4

/** One part of an answer. `id` is what the tool's result will name. */
export type Content =
  { type: 'text'; text: string } | { type: 'tool_use'; id: string; name: string; input: unknown }

/** What an answer needs to know about its request. */
export interface AnswerContext {
  readonly model: string
  readonly stream: boolean
  readonly requestChars: number
}

/** One message of the model, before it is put into a protocol's words. */
export interface Answer {
  readonly content: readonly Content[]
  /** Spreads the words over so many milliseconds. */
  readonly overMs: number
  readonly inputTokens: number
  readonly outputTokens: number
}

/** A request in the form that scenarios read, and which of its messages carry a prompt. */
export interface ReadRequest {
  readonly request: ModelRequest
  readonly prompts: readonly { readonly text: string; readonly wrapped: boolean }[]
  /** True for what the CLI asks on its own account: titles, warm-ups, summaries. */
  readonly side: boolean
  readonly stream: boolean
}

/** One model service's way of speaking. */
export interface Protocol {
  /** Whether requests to this path are its own. */
  serves(path: string): boolean
  /** Answers what is no turn of a conversation, such as counting tokens. True when it did. */
  errand?(path: string, body: string, response: ServerResponse): boolean
  /** Reads a request; throws when it is malformed. */
  read(body: unknown, headers: IncomingHttpHeaders, path: string): ReadRequest
  send(response: ServerResponse, answer: Answer, context: AnswerContext): Promise<void>
  /** Refuses as the real service words it. `type` is the scenario's own, or left to the status. */
  refuse(response: ServerResponse, status: number, type: string | undefined, message: string): void
}

/** Carries out one step on an open response. Ends quietly when the CLI hangs up. */
export async function answer(
  protocol: Protocol,
  response: ServerResponse,
  step: Step,
  context: AnswerContext,
): Promise<void> {
  switch (step.kind) {
    case 'delay':
      await waitUnlessClosed(response, step.until)
      if (!response.destroyed) await answer(protocol, response, step.then, context)
      return
    case 'error':
      protocol.refuse(response, step.status, step.type, step.message)
      return
    case 'say':
      return send(protocol, response, [{ type: 'text', text: step.text }], context, step)
    case 'tools':
      return send(protocol, response, toolContent(step), context)
  }
}

function send(
  protocol: Protocol,
  response: ServerResponse,
  content: Content[],
  context: AnswerContext,
  { overMs, outputTokens }: { overMs?: number; outputTokens?: number } = {},
): Promise<void> {
  const whole = {
    content,
    overMs: overMs ?? 0,
    inputTokens: Math.ceil(context.requestChars / CHARS_PER_TOKEN),
    outputTokens: outputTokens ?? Math.ceil(JSON.stringify(content).length / CHARS_PER_TOKEN),
  }
  return protocol.send(response, whole, context)
}

function toolContent(step: Extract<Step, { kind: 'tools' }>): Content[] {
  const calls = step.calls.map((call): Content => ({
    type: 'tool_use',
    id: `toolu_${randomUUID().replaceAll('-', '').slice(0, 24)}`,
    name: call.name,
    input: call.input,
  }))
  return step.text === undefined ? calls : [{ type: 'text', text: step.text }, ...calls]
}

/** Sends a JSON body. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** Begins a stream of server-sent events. */
export function beginStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
}

/** The pieces in which a text is streamed: whole at once, or its words spread over `overMs`. Ends when the CLI hangs up. */
export async function* pieces(
  response: ServerResponse,
  text: string,
  overMs: number,
): AsyncGenerator<string, void> {
  const parts = overMs > 0 ? (text.match(/\S+\s*/g) ?? [text]) : [text]
  for (const part of parts) {
    if (response.destroyed) return
    yield part
    if (overMs > 0) await waitUnlessClosed(response, overMs / parts.length)
  }
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

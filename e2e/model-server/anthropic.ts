import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { beginStream, CHARS_PER_TOKEN, pieces, sendJson, type Content, type Protocol } from './protocol'
import { readRequest } from './read-request'
import { wireRequest } from './wire'

/** Anthropic's `/v1/messages`. */
export const anthropic: Protocol = {
  serves: (path) => path.startsWith('/v1/messages'),
  errand(path, body, response) {
    if (path !== '/v1/messages/count_tokens') return false
    sendJson(response, 200, { input_tokens: Math.ceil(body.length / CHARS_PER_TOKEN) })
    return true
  },
  read(body, headers) {
    const wire = wireRequest.parse(body)
    const header = headers['x-claude-code-session-id']
    return readRequest(wire, typeof header === 'string' ? header : undefined)
  },
  async send(response, { content, overMs, inputTokens, outputTokens }, context) {
    const usage = {
      input_tokens: inputTokens,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
    }
    const stopReason = content.some((part) => part.type === 'tool_use') ? 'tool_use' : 'end_turn'
    const message = {
      id: `msg_${randomUUID()}`,
      type: 'message',
      role: 'assistant',
      model: context.model,
      stop_sequence: null,
    }
    if (!context.stream) {
      const whole = { content, stop_reason: stopReason, usage: { ...usage, output_tokens: outputTokens } }
      sendJson(response, 200, { ...message, ...whole })
      return
    }
    beginStream(response)
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
  },
  refuse(response, status, type, message) {
    sendJson(response, status, { type: 'error', error: { type: type ?? errorType(status), message } })
  },
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
    for await (const text of pieces(response, block.text, overMs))
      event(response, 'content_block_delta', { index, delta: { type: 'text_delta', text } })
  }
  if (!response.destroyed) event(response, 'content_block_stop', { index })
}

function event(response: ServerResponse, type: string, data: Record<string, unknown>): void {
  response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`)
}

function errorType(status: number): string {
  if (status === 429) return 'rate_limit_error'
  if (status === 401) return 'authentication_error'
  if (status === 404) return 'not_found_error'
  if (status === 529) return 'overloaded_error'
  return status >= 500 ? 'api_error' : 'invalid_request_error'
}

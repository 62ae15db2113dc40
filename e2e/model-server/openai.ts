import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { readChat, readResponses } from './openai-read'
import { chatRequest, responsesRequest } from './openai-wire'
import {
  beginStream,
  pieces,
  sendJson,
  type Answer,
  type AnswerContext,
  type Content,
  type Protocol,
} from './protocol'

/** OpenAI's `/v1/responses`, as Codex speaks it. */
export const responses: Protocol = {
  serves: (path) => path === '/v1/responses',
  read: (body, headers) => readResponses(responsesRequest.parse(body), headers),
  send: sendResponse,
  refuse: refuseOpenAi,
}

/** OpenAI's `/v1/chat/completions`, as most others speak it. */
export const chatCompletions: Protocol = {
  serves: (path) => path === '/v1/chat/completions',
  read: (body, headers) => readChat(chatRequest.parse(body), headers),
  send: sendChat,
  refuse: refuseOpenAi,
}

async function sendResponse(response: ServerResponse, answer: Answer, context: AnswerContext): Promise<void> {
  const head = { id: `resp_${randomUUID()}`, object: 'response', model: context.model, created_at: now() }
  const items = answer.content.map(outputItem)
  const whole = { ...head, status: 'completed', output: items, usage: responsesUsage(answer) }
  if (!context.stream) {
    sendJson(response, 200, whole)
    return
  }
  beginStream(response)
  let sequence = 0
  const event = (type: string, data: Record<string, unknown>): void => {
    const numbered = { type, sequence_number: sequence++, ...data }
    response.write(`event: ${type}\ndata: ${JSON.stringify(numbered)}\n\n`)
  }
  event('response.created', { response: { ...head, status: 'in_progress', output: [] } })
  for (const [index, content] of answer.content.entries()) {
    const item = items[index]
    if (!item) continue
    const place = { output_index: index, item_id: item.id }
    const begun = item.type === 'message' ? { ...item, content: [] } : { ...item, arguments: '' }
    event('response.output_item.added', { output_index: index, item: begun })
    if (content.type === 'text') {
      const part = { ...place, content_index: 0 }
      event('response.content_part.added', { ...part, part: { type: 'output_text', text: '' } })
      for await (const delta of pieces(response, content.text, answer.overMs))
        event('response.output_text.delta', { ...part, delta })
      if (response.destroyed) return
      event('response.output_text.done', { ...part, text: content.text })
    } else {
      const text = JSON.stringify(content.input)
      event('response.function_call_arguments.delta', { ...place, delta: text })
      event('response.function_call_arguments.done', { ...place, arguments: text })
    }
    event('response.output_item.done', { output_index: index, item })
  }
  event('response.completed', { response: whole })
  response.end()
}

function outputItem(content: Content) {
  if (content.type === 'text') {
    const part = { type: 'output_text', text: content.text, annotations: [] }
    return {
      type: 'message' as const,
      id: `msg_${randomUUID()}`,
      role: 'assistant',
      status: 'completed',
      content: [part],
    }
  }
  const { id, name, input } = content
  return {
    type: 'function_call' as const,
    id: `fc_${randomUUID()}`,
    call_id: id,
    name,
    status: 'completed',
    arguments: JSON.stringify(input),
  }
}

function responsesUsage({ inputTokens, outputTokens }: Answer) {
  return {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: inputTokens + outputTokens,
  }
}

async function sendChat(response: ServerResponse, answer: Answer, context: AnswerContext): Promise<void> {
  const calls = answer.content.filter((part) => part.type === 'tool_use')
  const texts = answer.content.filter((part) => part.type === 'text')
  const finish = calls.length > 0 ? 'tool_calls' : 'stop'
  const usage = {
    prompt_tokens: answer.inputTokens,
    completion_tokens: answer.outputTokens,
    total_tokens: answer.inputTokens + answer.outputTokens,
  }
  const head = { id: `chatcmpl-${randomUUID()}`, created: now(), model: context.model }
  const toolCalls = calls.map((call, index) => ({
    index,
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.input) },
  }))
  if (!context.stream) {
    const content = texts.map((part) => part.text).join('')
    const message = { role: 'assistant', content, ...(calls.length > 0 ? { tool_calls: toolCalls } : {}) }
    const choices = [{ index: 0, message, finish_reason: finish }]
    sendJson(response, 200, { ...head, object: 'chat.completion', choices, usage })
    return
  }
  beginStream(response)
  const chunk = (delta: Record<string, unknown>, reason: string | null = null): void => {
    const choices = [{ index: 0, delta, finish_reason: reason }]
    event(response, { ...head, object: 'chat.completion.chunk', choices })
  }
  chunk({ role: 'assistant', content: '' })
  for (const part of texts)
    for await (const content of pieces(response, part.text, answer.overMs)) chunk({ content })
  if (response.destroyed) return
  for (const call of toolCalls) chunk({ tool_calls: [call] })
  chunk({}, finish)
  event(response, { ...head, object: 'chat.completion.chunk', choices: [], usage })
  response.write('data: [DONE]\n\n')
  response.end()
}

function event(response: ServerResponse, data: Record<string, unknown>): void {
  response.write(`data: ${JSON.stringify(data)}\n\n`)
}

function refuseOpenAi(
  response: ServerResponse,
  status: number,
  type: string | undefined,
  message: string,
): void {
  const kind = type ?? (status >= 500 ? 'server_error' : 'invalid_request_error')
  sendJson(response, status, { error: { message, type: kind, code: null, param: null } })
}

/** Epoch seconds, as these services count. */
function now(): number {
  return Math.floor(Date.now() / 1000)
}

import type { ServerResponse } from 'node:http'
import { readGemini } from './gemini-read'
import { geminiRequest } from './gemini-wire'
import {
  beginStream,
  pieces,
  sendJson,
  type Answer,
  type AnswerContext,
  type Content,
  type Protocol,
} from './protocol'

/** The paths of the service: `/v1beta/models/<model>:<method>`. */
const PATH = /^\/v1(?:beta|alpha)?\/models\/([^/:]+):(\w+)$/

/** Google's `generateContent` and `streamGenerateContent`, as Gemini CLI speaks them. */
export const gemini: Protocol = {
  serves: (path) => PATH.test(path),
  errand: countTokens,
  read(body, _headers, path) {
    const [, model = 'unknown', method] = PATH.exec(path) ?? []
    return readGemini(geminiRequest.parse(body), model, method === 'streamGenerateContent')
  },
  send,
  refuse(response, code, type, message) {
    sendJson(response, code, { error: { code, message, status: type ?? statusOf(code) } })
  },
}

function countTokens(path: string, body: string, response: ServerResponse): boolean {
  if (PATH.exec(path)?.[2] !== 'countTokens') return false
  sendJson(response, 200, { totalTokens: Math.ceil(body.length / 4) })
  return true
}

async function send(response: ServerResponse, answer: Answer, context: AnswerContext): Promise<void> {
  const usageMetadata = {
    promptTokenCount: answer.inputTokens,
    candidatesTokenCount: answer.outputTokens,
    totalTokenCount: answer.inputTokens + answer.outputTokens,
  }
  const whole = (parts: readonly object[], finishReason?: string): object => ({
    candidates: [{ index: 0, content: { role: 'model', parts }, ...(finishReason ? { finishReason } : {}) }],
    usageMetadata,
    modelVersion: context.model,
  })
  if (!context.stream) {
    sendJson(response, 200, whole(answer.content.map(partOf), 'STOP'))
    return
  }
  beginStream(response)
  const chunk = (data: object): void => void response.write(`data: ${JSON.stringify(data)}\n\n`)
  for (const content of answer.content) {
    if (content.type === 'tool_use') chunk(whole([partOf(content)]))
    else for await (const text of pieces(response, content.text, answer.overMs)) chunk(whole([{ text }]))
    if (response.destroyed) return
  }
  chunk(whole([{ text: '' }], 'STOP'))
  response.end()
}

function partOf(content: Content): object {
  if (content.type === 'text') return { text: content.text }
  return { functionCall: { name: content.name, args: content.input } }
}

function statusOf(code: number): string {
  if (code === 429) return 'RESOURCE_EXHAUSTED'
  if (code === 401 || code === 403) return 'PERMISSION_DENIED'
  return code >= 500 ? 'UNAVAILABLE' : 'INVALID_ARGUMENT'
}

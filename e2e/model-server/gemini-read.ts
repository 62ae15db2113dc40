import type { GeminiRequest } from './gemini-wire'
import { sha256 } from './log'
import { promptText } from './prompt-text'
import type { ReadRequest } from './protocol'
import type { ModelMessage } from './scenario'

/** What Gemini CLI puts in front of the first prompt of a conversation. */
const SESSION_CONTEXT = /<session_context>[\s\S]*?<\/session_context>/g

/** Reads a `generateContent` request. The service knows no conversations, so the first prompt names one. */
export function readGemini(wire: GeminiRequest, model: string, stream: boolean): ReadRequest {
  const prompts: { text: string; wrapped: boolean }[] = []
  const messages = wire.contents.map(({ role, parts }): ModelMessage => {
    const spoken = parts.flatMap((part) => (part.text !== undefined && !part.thought ? [part.text] : []))
    const own = spoken
      .map((text) => promptText(text.replace(SESSION_CONTEXT, '')))
      .filter(({ text }) => text !== '')
    if (role === 'user') prompts.push(...own)
    const texts = own.map(({ text }) => text)
    return {
      role: role === 'model' ? 'assistant' : 'user',
      text: texts.join('\n'),
      prompts: role === 'user' ? texts : [],
      toolCalls: parts.flatMap(({ functionCall: call }) =>
        call ? [{ name: call.name, input: call.args }] : [],
      ),
      toolResults: parts.flatMap(({ functionResponse: result }) =>
        result ? [{ callId: result.name, text: JSON.stringify(result.response ?? null), failed: false }] : [],
      ),
    }
  })
  const agentHint = prompts[0]?.text ?? ''
  const tools = wire.tools.flatMap((tool) => tool.functionDeclarations.map(({ name }) => name))
  const system = (wire.systemInstruction?.parts ?? []).map((part) => part.text ?? '').join('\n')
  const conversation = sha256(agentHint).slice(0, 16)
  const request = { conversation, model, system, tools, messages, agentHint }
  // Errands, such as a summary or the choice of a model, come without tools.
  return { request, prompts, side: tools.length === 0, stream }
}

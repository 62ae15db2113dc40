import type { IncomingHttpHeaders } from 'node:http'
import { sha256 } from './log'
import type { ChatRequest, OpenAiContent, ResponsesRequest } from './openai-wire'
import { promptText } from './prompt-text'
import type { ReadRequest } from './protocol'
import type { ModelMessage, ToolCall } from './scenario'

/** Headers in which the CLIs name their session, best first. */
const SESSION_HEADERS = [
  'session_id',
  'session-id',
  'x-session-id',
  'x-session-affinity',
  'x-opencode-session',
]

/** Texts that CLIs put into the user's messages as whole parts of their own. */
const OWN_PARTS =
  /^(# AGENTS\.md instructions|This is the Qwen Code\. We are setting up|<(INSTRUCTIONS|skills_instructions|plugins_instructions|apps_instructions)>)/

/** Reads a `/v1/responses` request. */
export function readResponses(wire: ResponsesRequest, headers: IncomingHttpHeaders): ReadRequest {
  const reader = new Reader()
  const items =
    typeof wire.input === 'string' ? [{ type: 'message', role: 'user', content: wire.input }] : wire.input
  for (const item of items) {
    if (item.type === 'message' && item.role === 'user') reader.user(item.content ?? '')
    else if (item.type === 'message' && item.role === 'assistant') reader.assistant(item.content ?? '', [])
    else if (item.type === 'function_call' || item.type === 'custom_tool_call') {
      const given = 'arguments' in item ? item.arguments : undefined
      reader.assistant('', [{ name: named(item), input: parsed(given) }])
    } else if (item.type === 'function_call_output' || item.type === 'custom_tool_call_output')
      reader.result(idOf(item), outputText(item))
  }
  const tools = wire.tools.map((tool) => tool.name ?? tool.type)
  return reader.finish(wire.model, wire.instructions ?? '', tools, {
    session: sessionOf(headers) ?? wire.prompt_cache_key ?? undefined,
    stream: wire.stream,
  })
}

/** Reads a `/v1/chat/completions` request. */
export function readChat(wire: ChatRequest, headers: IncomingHttpHeaders): ReadRequest {
  const reader = new Reader()
  const system: string[] = []
  for (const message of wire.messages) {
    const given = message.content ?? ''
    if (message.role === 'user') reader.user(given)
    else if (message.role === 'assistant') {
      const calls = (message.tool_calls ?? []).map((call) => call.function)
      reader.assistant(
        given,
        calls.map((call) => ({ name: call.name, input: parsed(call.arguments) })),
      )
    } else if (message.role === 'tool') reader.result(message.tool_call_id ?? '', textOf(given))
    else system.push(textOf(given))
  }
  const tools = (wire.tools ?? []).flatMap((tool) => tool.function?.name ?? [])
  return reader.finish(wire.model, system.join('\n'), tools, {
    session: sessionOf(headers),
    stream: wire.stream ?? false,
  })
}

/** Collects what the messages of one request say. */
class Reader {
  private readonly messages: ModelMessage[] = []
  private readonly prompts: { text: string; wrapped: boolean }[] = []

  user(content: OpenAiContent): void {
    const texts = (typeof content === 'string' ? [content] : content.map((part) => part.text ?? ''))
      .filter((text) => !OWN_PARTS.test(text))
      .map(promptText)
      .filter((own) => own.text !== '')
    this.prompts.push(...texts)
    const own = texts.map((each) => each.text)
    this.add({ role: 'user', text: own.join('\n'), prompts: own })
  }

  /** Calls may come as items of their own: they belong to the answer that they follow. */
  assistant(content: OpenAiContent, toolCalls: readonly ToolCall[]): void {
    const last = this.messages.at(-1)
    const text = textOf(content)
    if (last?.role === 'assistant' && text === '') {
      this.messages[this.messages.length - 1] = { ...last, toolCalls: [...last.toolCalls, ...toolCalls] }
    } else this.add({ role: 'assistant', text, toolCalls })
  }

  result(callId: string, text: string): void {
    this.add({ role: 'user', text: '', toolResults: [{ callId, text, failed: false }] })
  }

  finish(
    model: string,
    system: string,
    tools: readonly string[],
    { session, stream }: { session: string | undefined; stream: boolean },
  ): ReadRequest {
    const agentHint = this.prompts[0]?.text ?? ''
    const conversation = session ?? sha256(agentHint).slice(0, 16)
    const request = { conversation, model, system, tools, messages: this.messages, agentHint }
    // Errands, such as the making of a title, come without tools.
    return { request, prompts: this.prompts, side: tools.length === 0, stream }
  }

  private add(message: Partial<ModelMessage> & Pick<ModelMessage, 'role' | 'text'>): void {
    this.messages.push({ prompts: [], toolCalls: [], toolResults: [], ...message })
  }
}

type Item = Exclude<ResponsesRequest['input'], string>[number]

function named(item: Partial<Item>): string {
  return item.name ?? 'tool'
}

function idOf(item: Partial<Item>): string {
  return item.call_id ?? ''
}

function outputText(item: Partial<Item>): string {
  const { output } = item
  if (output === undefined) return ''
  if (typeof output === 'string' || Array.isArray(output)) return textOf(output)
  return textOf(output.content ?? '')
}

function textOf(content: OpenAiContent): string {
  return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('\n')
}

function parsed(json: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? '{}')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function sessionOf(headers: IncomingHttpHeaders): string | undefined {
  for (const name of SESSION_HEADERS) {
    const value = headers[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
}

import { z } from 'zod'
import { sha256 } from './log'
import { promptText } from './prompt-text'
import type { ReadRequest } from './protocol'
import type { ModelMessage, ModelRequest, ToolCall, ToolResult } from './scenario'
import { plainText, type WireRequest } from './wire'

const userId = z.object({ session_id: z.string() })

/** Reads one request. `sessionHeader` is the value of `x-claude-code-session-id`. */
export function readRequest(wire: WireRequest, sessionHeader: string | undefined): ReadRequest {
  const prompts: { text: string; wrapped: boolean }[] = []
  const messages: ModelMessage[] = []
  for (const message of wire.messages) {
    if (message.role === 'system') continue
    const { texts, toolCalls, toolResults } = readMessage(message.content)
    const own = texts.map((each) => each.text)
    messages.push({ role: message.role, text: own.join('\n'), prompts: own, toolCalls, toolResults })
    if (message.role === 'user') prompts.push(...texts)
  }
  const agentHint = prompts[0]?.text ?? ''
  const session = sessionHeader ?? sessionOf(wire.metadata?.user_id) ?? sha256(agentHint).slice(0, 16)
  const request: ModelRequest = {
    conversation: session,
    model: wire.model,
    system: plainText(wire.system),
    tools: wire.tools.map((tool) => tool.name),
    messages,
    agentHint,
  }
  return { request, prompts, side: isSide(wire, prompts.at(-1)?.text ?? ''), stream: wire.stream }
}

/** Whether the last message is one of the CLI's own errands and not a turn of the conversation. */
function isSide(wire: WireRequest, lastPrompt: string): boolean {
  if (wire.tools.length === 0 || wire.max_tokens === 1) return true
  return /^(CRITICAL: Respond with TEXT ONLY|Your task is to create a detailed summary)/.test(lastPrompt)
}

function readMessage(content: WireRequest['messages'][number]['content']): {
  texts: ReturnType<typeof promptText>[]
  toolCalls: ToolCall[]
  toolResults: ToolResult[]
} {
  const texts: ReturnType<typeof promptText>[] = []
  const toolCalls: ToolCall[] = []
  const toolResults: ToolResult[] = []
  for (const block of typeof content === 'string' ? [{ type: 'text', text: content }] : content) {
    if (block.type === 'text' && typeof block.text === 'string') {
      const own = promptText(block.text)
      if (own.text !== '') texts.push(own)
    } else if (isToolUse(block)) {
      toolCalls.push({ name: block.name, input: block.input })
    } else if (isToolResult(block)) {
      const text = plainText(block.content)
      toolResults.push({ callId: block.tool_use_id, text, failed: block.is_error ?? false })
    }
  }
  return { texts, toolCalls, toolResults }
}

type Block = Exclude<WireRequest['messages'][number]['content'], string>[number]

function isToolUse(block: Block): block is Extract<Block, { type: 'tool_use' }> {
  return block.type === 'tool_use' && 'input' in block
}

function isToolResult(block: Block): block is Extract<Block, { type: 'tool_result' }> {
  return block.type === 'tool_result' && 'tool_use_id' in block
}

function sessionOf(raw: string | undefined): string | undefined {
  if (raw === undefined) return undefined
  try {
    return userId.safeParse(JSON.parse(raw)).data?.session_id
  } catch {
    return /_session_([0-9a-f-]+)$/.exec(raw)?.[1]
  }
}

import type { ModelLog } from './log'

/** One message as the CLI sent it, reduced to what a scenario looks at. */
export interface ModelMessage {
  readonly role: 'user' | 'assistant'
  /** What a person or the deck wrote, without what the CLI adds on its own; empty when only tool results came. */
  readonly text: string
  /** The same apart: a prompt that follows a failed turn comes in one message with the one before it. */
  readonly prompts: readonly string[]
  readonly toolResults: readonly ToolResult[]
  readonly toolCalls: readonly ToolCall[]
}

/** What a tool answered, as the model sees it. */
export interface ToolResult {
  readonly callId: string
  readonly text: string
  readonly failed: boolean
}

/** One call of a tool, by the tool's name in the CLI ("Bash", "Read", "Write", ...). */
export interface ToolCall {
  readonly name: string
  readonly input: Readonly<Record<string, unknown>>
}

/** One request to the model. */
export interface ModelRequest {
  /** The CLI's session id where it sends one; a hash of the first prompt otherwise. */
  readonly conversation: string
  readonly model: string
  readonly system: string
  readonly tools: readonly string[]
  readonly messages: readonly ModelMessage[]
  /** The first text of the conversation that a person or the deck wrote. */
  readonly agentHint: string
}

/** What the scripted model does with one request. */
export type Step =
  /** Answers with text and ends the turn. `overMs` spreads the words over that time. */
  | { readonly kind: 'say'; readonly text: string; readonly overMs?: number; readonly outputTokens?: number }
  /** Calls tools, all in one message, after an optional sentence. */
  | { readonly kind: 'tools'; readonly calls: readonly ToolCall[]; readonly text?: string }
  /** Waits, milliseconds or until a promise settles, and then does the next thing. */
  | { readonly kind: 'delay'; readonly until: number | Promise<unknown>; readonly then: Step }
  /** Refuses with an HTTP status, as the real service words its errors. */
  | { readonly kind: 'error'; readonly status: number; readonly message: string; readonly type?: string }

/** Decides what the model does next. Must be quick; state belongs to whoever made the function. */
export type Scenario = (request: ModelRequest, log: ModelLog) => Step

/** Answers with text and ends the turn. */
export function say(text: string, overMs?: number): Step {
  return overMs === undefined ? { kind: 'say', text } : { kind: 'say', text, overMs }
}

/** Calls one tool. */
export function call(name: string, input: Record<string, unknown>, text?: string): Step {
  return { kind: 'tools', calls: [{ name, input }], ...(text === undefined ? {} : { text }) }
}

/** Runs one shell command with the CLI's own Bash tool. */
export function bash(command: string, text?: string): Step {
  return call('Bash', { command, description: command.slice(0, 60) }, text)
}

/** Waits before the next thing. */
export function after(until: number | Promise<unknown>, then: Step): Step {
  return { kind: 'delay', until, then }
}

/** Refuses with an HTTP status. */
export function refuse(status: number, message: string): Step {
  return { kind: 'error', status, message }
}

import { z } from 'zod'

const textBlock = z.object({ type: z.literal('text'), text: z.string() })
const toolUseBlock = z.object({
  type: z.literal('tool_use'),
  id: z.string(),
  name: z.string(),
  input: z.record(z.string(), z.unknown()).catch({}),
})
const toolResultBlock = z.object({
  type: z.literal('tool_result'),
  tool_use_id: z.string(),
  content: z
    .union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))])
    .optional(),
  is_error: z.boolean().optional(),
})
const otherBlock = z.looseObject({ type: z.string() })
const block = z.union([textBlock, toolUseBlock, toolResultBlock, otherBlock])
const content = z.union([z.string(), z.array(block)])

/** The part of an Anthropic `/v1/messages` request that the server reads. */
export const wireRequest = z.object({
  model: z.string().default('unknown'),
  stream: z.boolean().default(false),
  max_tokens: z.number().optional(),
  system: z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]).optional(),
  messages: z.array(z.object({ role: z.enum(['user', 'assistant', 'system']), content })).default([]),
  tools: z.array(z.looseObject({ name: z.string() })).default([]),
  metadata: z.looseObject({ user_id: z.string().optional() }).optional(),
})

/** A parsed request. */
export type WireRequest = z.infer<typeof wireRequest>

/** The text of a system prompt or of a tool result, whichever form it came in. */
export function plainText(value: string | readonly { text?: string | undefined }[] | undefined): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : value.map((part) => part.text ?? '').join('\n')
}

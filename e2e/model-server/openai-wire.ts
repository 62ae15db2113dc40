import { z } from 'zod'

const part = z.looseObject({ type: z.string().optional(), text: z.string().optional() })
const content = z.union([z.string(), z.array(part)])

/** One item of the `input` of `/v1/responses`; the fields that its type does not have are absent. */
const item = z.looseObject({
  type: z.string().default('message'),
  role: z.string().optional(),
  content: content.nullish().catch(undefined),
  call_id: z.string().optional(),
  name: z.string().optional(),
  arguments: z.string().optional(),
  input: z.string().optional(),
  output: z.union([content, z.looseObject({ content: content.optional() })]).optional(),
})

/** The part of a `/v1/responses` request that the server reads. */
export const responsesRequest = z.object({
  model: z.string().default('unknown'),
  stream: z.boolean().default(false),
  instructions: z.string().nullish(),
  input: z.union([z.string(), z.array(item)]).default([]),
  tools: z.array(z.looseObject({ type: z.string(), name: z.string().optional() })).default([]),
  prompt_cache_key: z.string().nullish(),
})

const toolCall = z.looseObject({
  id: z.string().default(''),
  function: z.looseObject({ name: z.string(), arguments: z.string().default('{}') }),
})

/** The part of a `/v1/chat/completions` request that the server reads. */
export const chatRequest = z.object({
  model: z.string().default('unknown'),
  stream: z.boolean().nullish(),
  messages: z
    .array(
      z.looseObject({
        role: z.string(),
        content: content.nullish(),
        tool_calls: z.array(toolCall).nullish(),
        tool_call_id: z.string().optional(),
      }),
    )
    .default([]),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }).optional() })).nullish(),
})

export type ResponsesRequest = z.infer<typeof responsesRequest>
export type ChatRequest = z.infer<typeof chatRequest>
export type OpenAiContent = z.infer<typeof content>

import { z } from 'zod'

const part = z.looseObject({
  text: z.string().optional(),
  thought: z.boolean().optional(),
  functionCall: z
    .looseObject({ name: z.string(), args: z.record(z.string(), z.unknown()).default({}) })
    .optional(),
  functionResponse: z.looseObject({ name: z.string().default(''), response: z.unknown() }).optional(),
})

const content = z.object({
  role: z.enum(['user', 'model']).default('user'),
  parts: z.array(part).default([]),
})

/** The part of a `generateContent` request that the server reads. */
export const geminiRequest = z.object({
  contents: z.array(content).default([]),
  systemInstruction: z.looseObject({ parts: z.array(part).default([]) }).optional(),
  tools: z
    .array(z.looseObject({ functionDeclarations: z.array(z.looseObject({ name: z.string() })).default([]) }))
    .default([]),
})

/** A parsed request. */
export type GeminiRequest = z.infer<typeof geminiRequest>

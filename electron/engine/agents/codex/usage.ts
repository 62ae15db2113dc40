import { z } from 'zod'
import type { UsageFigures } from '../../usage/figures'

const count = z.number().int().nonnegative()
const sum = z.looseObject({
  /** With what came from the cache. */
  input_tokens: count,
  cached_input_tokens: count.catch(0),
  /** With the tokens of reasoning. */
  output_tokens: count,
})
const info = z.looseObject({
  total_token_usage: sum,
  last_token_usage: sum.optional().catch(undefined),
  model_context_window: z.number().positive().optional().catch(undefined),
})

/** What a conversation has used. */
export interface TokenSum {
  input: number
  cached: number
  output: number
}

/** The `info` of a `token_count`, as Codex 0.169 writes it after each answer. */
export interface TokenInfo {
  total: TokenSum
  contextUsed: number | undefined
  contextSize: number | undefined
}

/** Undefined for anything else, such as a count of rate limits alone. */
export function readTokenInfo(raw: unknown): TokenInfo | undefined {
  const { data } = info.safeParse(raw)
  if (!data) return undefined
  const last = data.last_token_usage
  return {
    total: summed(data.total_token_usage),
    contextUsed: last && last.input_tokens + last.output_tokens,
    contextSize: data.model_context_window,
  }
}

/** What has been used since an earlier count. A count that began anew is below it, and counts whole. */
export function minus(now: TokenSum, before: TokenSum | undefined): TokenSum {
  if (!before || now.input < before.input || now.output < before.output) return now
  return {
    input: now.input - before.input,
    cached: Math.max(0, now.cached - before.cached),
    output: now.output - before.output,
  }
}

/** Codex tells no cost. */
export function figuresOf({ total, contextUsed, contextSize }: TokenInfo): UsageFigures {
  return {
    tokens: {
      input: Math.max(0, total.input - total.cached),
      output: total.output,
      cacheRead: total.cached,
      cacheWrite: 0,
    },
    ...(contextUsed === undefined ? {} : { contextUsed }),
    ...(contextSize === undefined ? {} : { contextSize }),
    source: 'measured',
  }
}

function summed({ input_tokens, cached_input_tokens, output_tokens }: z.infer<typeof sum>): TokenSum {
  return { input: input_tokens, cached: cached_input_tokens, output: output_tokens }
}

import { z } from 'zod'
import { jsonOf } from '#shared/json'
import type { UsageFigures, UsageReader, UsageRecords } from '../../usage/figures'
import { claudeUsage } from '../claude/usage'

const count = z.number().int().nonnegative().catch(0)
const entry = z.looseObject({
  uuid: z.string(),
  type: z.literal('assistant'),
  timestamp: z.string(),
  usageMetadata: z.looseObject({
    promptTokenCount: count,
    cachedContentTokenCount: count,
    totalTokenCount: count,
  }),
  contextWindowSize: z.number().positive().optional().catch(undefined),
})

/** Qwen Code's record of a conversation: one line for each answer, with the size of the context. Its hooks name it. Measured with 0.15.10. */
export const qwenUsage: UsageRecords = {
  recordOf: (payload) => claudeUsage.recordOf(payload),
  filesOf: (record) => Promise.resolve([record]),
  reader: (since) => new RecordReader(since),
}

/** Sums the answers, each once. Qwen Code knows no prices. */
class RecordReader implements UsageReader {
  private readonly answers = new Map<string, { input: number; output: number; cacheRead: number }>()
  private context: { contextUsed: number; contextSize?: number } | undefined

  constructor(private readonly since: number) {}

  line(text: string): void {
    // Most of a record is what tools said.
    if (!text.includes('"usageMetadata"')) return
    const parsed = entry.safeParse(jsonOf(text)).data
    if (!parsed || !(Date.parse(parsed.timestamp) >= this.since)) return
    const {
      promptTokenCount: prompt,
      cachedContentTokenCount: cached,
      totalTokenCount: total,
    } = parsed.usageMetadata
    this.answers.set(parsed.uuid, {
      input: Math.max(0, prompt - cached),
      // With what it thought, which is counted apart by some services and not by others.
      output: Math.max(0, total - prompt),
      cacheRead: Math.min(cached, prompt),
    })
    if (total === 0) return
    const size = parsed.contextWindowSize
    this.context = { contextUsed: total, ...(size === undefined ? {} : { contextSize: size }) }
  }

  figures(): UsageFigures | undefined {
    if (this.answers.size === 0) return undefined
    const tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }
    for (const { input, output, cacheRead } of this.answers.values()) {
      tokens.input += input
      tokens.output += output
      tokens.cacheRead += cacheRead
    }
    return { tokens, ...this.context, source: 'measured' }
  }
}

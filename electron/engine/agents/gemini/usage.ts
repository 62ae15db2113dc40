import { basename, dirname, join } from 'node:path'
import { readdir } from 'node:fs/promises'
import { z } from 'zod'
import { jsonOf } from '#shared/json'
import {
  sumTokens,
  type Conversation,
  type UsageFigures,
  type UsageReader,
  type UsageRecords,
} from '../../usage/figures'
import { geminiContextSize } from './context-size'
import { conversationIn, findRecord, isMain } from './find-record'

/** More subagents than any session has. */
const MAX_SUBAGENTS = 2000

const count = z.number().int().nonnegative().catch(0)
const entry = z.looseObject({
  id: z.string(),
  type: z.literal('gemini'),
  timestamp: z.string(),
  model: z.string().optional().catch(undefined),
  tokens: z.looseObject({
    /** All that was sent, also what came from the cache. */
    input: count,
    output: count,
    cached: count,
    thoughts: count,
    /** What a tool of the model service itself put in. */
    tool: count,
    total: count,
  }),
})

/**
 * Gemini CLI's record of a conversation: one line for each answer, and again once its tools have run. Nothing names it, so it is found by
 * the id that the deck gave to the conversation. Measured with 0.61.0.
 */
export const geminiUsage: UsageRecords = {
  recordOf: () => undefined,
  find: (conversation: Conversation) => findRecord(conversation),
  async filesOf(record) {
    const id = await conversationIn(record)
    if (id === undefined) return [record]
    const folder = join(dirname(record), id)
    const names = await readdir(folder).catch(() => [])
    const records = names.filter((name) => name.endsWith('.jsonl')).slice(0, MAX_SUBAGENTS)
    return [record, ...records.map((name) => join(folder, name))]
  },
  reader: (since) => new RecordReader(since),
}

/** Sums the answers, each once. Gemini CLI knows no prices; the size of the context is estimated by the model's name. */
class RecordReader implements UsageReader {
  private readonly answers = new Map<string, UsageFigures['tokens']>()
  private context: Pick<UsageFigures, 'contextUsed' | 'contextSize' | 'contextSource'> = {}

  constructor(private readonly since: number) {}

  line(text: string, file: string): void {
    // Most of a record is what tools said.
    if (!text.includes('"tokens"')) return
    const parsed = entry.safeParse(jsonOf(text)).data
    if (!parsed || !(Date.parse(parsed.timestamp) >= this.since)) return
    const { input, output, cached, thoughts, tool, total } = parsed.tokens
    this.answers.set(parsed.id, {
      input: Math.max(0, input - cached) + tool,
      output: output + thoughts,
      cacheRead: cached,
      cacheWrite: 0,
    })
    if (!isMain(basename(file)) || total === 0) return
    const contextSize = geminiContextSize(parsed.model ?? '')
    this.context = {
      contextUsed: total,
      ...(contextSize === undefined ? {} : { contextSize, contextSource: 'estimated' }),
    }
  }

  figures(): UsageFigures | undefined {
    if (this.answers.size === 0) return undefined
    return { tokens: sumTokens(this.answers.values()), ...this.context, source: 'measured' }
  }
}

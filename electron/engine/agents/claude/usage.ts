import { readdir } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { jsonOf } from '#shared/json'
import { claudeContextSize } from './context-size'
import type { UsageFigures, UsageReader, UsageRecords } from '../../usage/figures'

/** Ending of a transcript, and of those of its subagents in a folder beside it. */
const RECORD = '.jsonl'
/** More subagents than any session has. */
const MAX_SUBAGENTS = 2000

const named = z.looseObject({ transcript_path: z.string().max(4096) })
const count = z.number().int().nonnegative().catch(0)
const entry = z.looseObject({
  type: z.literal('assistant'),
  timestamp: z.string(),
  isSidechain: z.boolean().optional().catch(undefined),
  costUSD: z.number().nonnegative().optional().catch(undefined),
  message: z.looseObject({
    id: z.string(),
    model: z.string().optional().catch(undefined),
    usage: z.looseObject({
      input_tokens: count,
      output_tokens: count,
      cache_read_input_tokens: count,
      cache_creation_input_tokens: count,
    }),
  }),
})

/** Claude Code's transcript: one line for each part of an answer, each with the figures of the whole answer. Measured with 2.1.328. */
export const claudeUsage: UsageRecords = {
  recordOf(payload) {
    const path = named.safeParse(payload).data?.transcript_path
    return path !== undefined && isAbsolute(path) && path.endsWith(RECORD) ? path : undefined
  },
  async filesOf(record) {
    const folder = join(record.slice(0, -RECORD.length), 'subagents')
    const names = await readdir(folder).catch(() => [])
    const records = names.filter((name) => name.endsWith(RECORD)).slice(0, MAX_SUBAGENTS)
    return [record, ...records.map((name) => join(folder, name))]
  },
  reader: (since) => new TranscriptReader(since),
}

interface Answer {
  input: number
  output: number
  cacheRead: number
  cacheWrite: number
  costUsd: number | undefined
}

/** Sums the answers, each once. The size of the context is not in a transcript; it is estimated by the model's name. */
class TranscriptReader implements UsageReader {
  private readonly answers = new Map<string, Answer>()
  private contextUsed: number | undefined
  private model = ''

  constructor(private readonly since: number) {}

  line(text: string): void {
    // Most of a transcript is what tools said; parsing all of that would cost more than the figures are worth.
    if (!text.includes('"usage"')) return
    const parsed = entry.safeParse(jsonOf(text)).data
    if (!parsed || !(Date.parse(parsed.timestamp) >= this.since)) return
    const { usage, id } = parsed.message
    const answer: Answer = {
      input: usage.input_tokens,
      output: usage.output_tokens,
      cacheRead: usage.cache_read_input_tokens,
      cacheWrite: usage.cache_creation_input_tokens,
      costUsd: parsed.costUSD,
    }
    // The last line of an answer has its final figures.
    this.answers.set(id, answer)
    const context = answer.input + answer.cacheRead + answer.cacheWrite + answer.output
    // An answer that the CLI made up itself, such as an error, has no context.
    if (parsed.isSidechain === true || context === 0) return
    this.contextUsed = context
    this.model = parsed.message.model ?? ''
  }

  figures(): UsageFigures | undefined {
    if (this.answers.size === 0) return undefined
    const tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }
    let costUsd: number | undefined = 0
    for (const answer of this.answers.values()) {
      tokens.input += answer.input
      tokens.output += answer.output
      tokens.cacheRead += answer.cacheRead
      tokens.cacheWrite += answer.cacheWrite
      costUsd = costUsd === undefined || answer.costUsd === undefined ? undefined : costUsd + answer.costUsd
    }
    const contextSize = claudeContextSize(this.model, this.contextUsed ?? 0)
    return {
      tokens,
      ...(costUsd === undefined ? {} : { costUsd }),
      ...(this.contextUsed === undefined ? {} : { contextUsed: this.contextUsed }),
      ...(contextSize === undefined ? {} : { contextSize, contextSource: 'estimated' }),
      source: 'measured',
    }
  }
}

import { basename, isAbsolute } from 'node:path'
import { z } from 'zod'
import { jsonOf } from '#shared/json'
import { sumTokens, type UsageFigures, type UsageReader, type UsageRecords } from '../../usage/figures'

/** Name of the record in the folder of its session. */
const RECORD = 'events.jsonl'

const named = z.looseObject({ transcriptPath: z.string().max(4096) })
const count = z.number().int().nonnegative().catch(0)
const entry = z.looseObject({
  id: z.string(),
  type: z.literal('session.usage_record'),
  timestamp: z.string(),
  /** Only in what a subagent did. */
  agentId: z.string().optional().catch(undefined),
  data: z.looseObject({
    usage: z.looseObject({
      inputTokens: count,
      outputTokens: count,
      cacheReadTokens: count,
      cacheWriteTokens: count,
      maxPromptTokens: z.number().positive().optional().catch(undefined),
      /** What made the call, such as "user", "agent" or "sub-agent". */
      initiator: z.string().optional().catch(undefined),
      /** Only in a subagent's call. */
      parentToolCallId: z.string().optional().catch(undefined),
    }),
  }),
})

/**
 * Copilot CLI's record of a session: one event for each call of a model, subagents' included. The hook at the end of a turn names it.
 * Measured with 1.0.102.
 */
export const copilotUsage: UsageRecords = {
  recordOf(payload) {
    const path = named.safeParse(payload).data?.transcriptPath
    return path !== undefined && isAbsolute(path) && basename(path) === RECORD ? path : undefined
  },
  filesOf: (record) => Promise.resolve([record]),
  reader: (since) => new EventsReader(since),
}

/** What a call cost is told in Copilot's own units, not in money, so there is no cost. */
class EventsReader implements UsageReader {
  private readonly calls = new Map<string, UsageFigures['tokens']>()
  private context: Pick<UsageFigures, 'contextUsed' | 'contextSize' | 'contextSource'> = {}

  constructor(private readonly since: number) {}

  line(text: string): void {
    // Most of a record is what tools said.
    if (!text.includes('"session.usage_record"')) return
    const parsed = entry.safeParse(jsonOf(text)).data
    if (!parsed || !(Date.parse(parsed.timestamp) >= this.since)) return
    const { usage } = parsed.data
    const { inputTokens, outputTokens, cacheReadTokens: cacheRead, cacheWriteTokens: cacheWrite } = usage
    this.calls.set(parsed.id, {
      // All that was sent, also what came from the cache or went into it.
      input: Math.max(0, inputTokens - cacheRead - cacheWrite),
      output: outputTokens,
      cacheRead,
      cacheWrite,
    })
    const ofSubagent = parsed.agentId !== undefined || usage.parentToolCallId !== undefined
    if (ofSubagent || usage.initiator === 'sub-agent' || inputTokens === 0) return
    this.context = {
      contextUsed: inputTokens + outputTokens,
      // Of a model that Copilot does not know this is what it takes for granted.
      ...(usage.maxPromptTokens === undefined
        ? {}
        : { contextSize: usage.maxPromptTokens, contextSource: 'estimated' }),
    }
  }

  figures(): UsageFigures | undefined {
    if (this.calls.size === 0) return undefined
    return { tokens: sumTokens(this.calls.values()), ...this.context, source: 'measured' }
  }
}

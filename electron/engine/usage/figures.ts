import type { TokenCounts, UsageSource } from '#shared/model/events'

/** What an agent has used since its start, as its own record tells. What it does not tell is left out: unavailable. */
export interface UsageFigures {
  tokens: TokenCounts
  /** US dollars. */
  costUsd?: number
  /** Tokens in its context now. */
  contextUsed?: number
  /** Tokens that its context holds. */
  contextSize?: number
  /** How good these two are, where that is another than `source`. */
  contextSource?: UsageSource
  source: UsageSource
}

/** What calls of a model have used together. */
export function sumTokens(parts: Iterable<TokenCounts>): TokenCounts {
  const sum = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }
  for (const { input, output, cacheRead, cacheWrite } of parts) {
    sum.input += input
    sum.output += output
    sum.cacheRead += cacheRead
    sum.cacheWrite += cacheWrite
  }
  return sum
}

/** What several conversations of one agent have used, in their order; the last one is in its context. */
export function sumOf(all: readonly UsageFigures[]): UsageFigures {
  const costs = all.map(({ costUsd }) => costUsd)
  const { contextUsed, contextSize, contextSource } = all.at(-1) ?? {}
  return {
    tokens: sumTokens(all.map(({ tokens }) => tokens)),
    ...(costs.every((cost) => cost !== undefined)
      ? { costUsd: costs.reduce((sum, cost) => sum + cost, 0) }
      : {}),
    ...(contextUsed === undefined ? {} : { contextUsed }),
    ...(contextSize === undefined ? {} : { contextSize }),
    ...(contextSource === undefined ? {} : { contextSource }),
    source: all.some(({ source }) => source === 'estimated') ? 'estimated' : 'measured',
  }
}

/** Sums what the lines of an agent's records say. */
export interface UsageReader {
  /** One line; lines of another kind give nothing. `file` is the record that it stands in. */
  line(text: string, file: string): void
  /** Undefined until a line told something. */
  figures(): UsageFigures | undefined
}

/** A conversation whose id the deck gave to its agent. */
export interface Conversation {
  id: string
  /** The agent's processes at this moment, outermost first. */
  processes(): Promise<number[]>
  platform: NodeJS.Platform
}

/** How to find and read the records in which an agent CLI counts its tokens. */
export interface UsageRecords {
  /** The record of the conversation, as a hook's payload names it. */
  recordOf(payload: unknown): string | undefined
  /** For a CLI without hooks: the record of a conversation; undefined while there is none. */
  find?(conversation: Conversation): Promise<string | undefined>
  /** That record and those that belong to it, such as its subagents'. */
  filesOf(record: string): Promise<string[]>
  /** @param since epoch milliseconds; what a resumed conversation used before that was another agent's. */
  reader(since: number): UsageReader
}

import { DEFAULT_HANDOVER_AT } from '#shared/model/selectors'
import type { Run } from '#shared/model/state'
import { usageOf, type Quality, type UsageTotals } from '#shared/model/usage'

/** Share of a budget from which its figure stands out; a run pauses at about as much unless its config says otherwise. */
const NEAR_LIMIT = 0.85

/** "840", "12.3 K", "1.2 M". */
export function countText(count: number): string {
  if (count < 1000) return String(Math.round(count))
  // What would be rounded to a thousand thousands is a million.
  if (count < 999_500) return `${tenths(count / 1000)} K`
  return `${tenths(count / 1e6)} M`
}

/** One decimal while it says something. */
function tenths(value: number): string {
  return value < 99.95 ? String(Math.round(value * 10) / 10) : String(Math.round(value))
}

/** US dollars: "$3.10"; "$20" when `whole` amounts are short; never a cost rounded to nothing. */
export function costText(dollars: number, whole = false): string {
  if (dollars > 0 && dollars < 0.01) return '< $0.01'
  return `$${whole && Number.isInteger(dollars) ? dollars : dollars.toFixed(2)}`
}

/** How much of an agent's context is free: "ctx 62 %". */
export function contextText(left: number): string {
  return `ctx ${Math.round(left * 100)} %`
}

/** The same for a tooltip. */
export function contextWords(left: number): string {
  return `${Math.round(left * 100)} % of its context is left${isContextLow(left) ? '; it will soon be compacted' : ''}`
}

export function isContextLow(left: number): boolean {
  return left < DEFAULT_HANDOVER_AT
}

/** A figure of the status bar. */
export interface UsageFigure {
  text: string
  /** Where the figure comes from, and what it is without. */
  title: string
  /** Most of the budget is used. */
  near: boolean
  /** Something of it has been told; otherwise only a budget is named. */
  known: boolean
}

const qualityWords: Readonly<Record<Quality, string>> = {
  measured: 'Measured: from the agents’ own records.',
  estimated: 'Estimated: at least one agent tells no exact figures.',
  unavailable: 'Unavailable: no agent of this run has told it.',
}

/** Tokens and money of a run, each with how good it is. Null while there is nothing to say. */
export function usageFigures(run: Run): { tokens: UsageFigure | null; cost: UsageFigure | null } {
  const totals = usageOf(run)
  return { tokens: tokensFigure(totals, run.limits.tokens), cost: costFigure(totals, run.limits.costUsd) }
}

function tokensFigure({ tokens, quality, silent }: UsageTotals, limit: number | undefined) {
  const of = limit === undefined ? '' : ` of ${countText(limit)}`
  const parts = [
    `${exact(tokens.input)} sent, ${exact(tokens.output)} written, ${exact(tokens.cacheWrite)} put into caches`,
    `${exact(tokens.cacheRead)} read from caches, which are not counted`,
  ]
  return figure({
    known: `${withQuality(countText(tokens.total), quality.tokens)}${of} tokens`,
    name: 'tokens',
    allowed: limit === undefined ? null : `${countText(limit)} tokens allowed`,
    quality: quality.tokens,
    details: parts,
    silent: silent.tokens,
    near: isNear(tokens.total, limit),
  })
}

function costFigure({ costUsd, quality, silent }: UsageTotals, limit: number | undefined) {
  const of = limit === undefined ? '' : ` of ${costText(limit, true)}`
  return figure({
    known: `${withQuality(costText(costUsd ?? 0), quality.cost)}${of}`,
    name: 'cost',
    allowed: limit === undefined ? null : `${costText(limit, true)} allowed`,
    quality: quality.cost,
    details: [],
    silent: silent.cost,
    near: isNear(costUsd ?? 0, limit),
  })
}

function figure(of: {
  known: string
  name: string
  /** The budget; null without one. Where there is one, a figure that is missing has to be said. */
  allowed: string | null
  quality: Quality
  details: readonly string[]
  silent: readonly string[]
  near: boolean
}): UsageFigure | null {
  const without =
    of.silent.length > 0 ? [`Without ${of.silent.join(', ')}, who ${tells(of.silent)} nothing.`] : []
  if (of.quality !== 'unavailable') {
    const title = [qualityWords[of.quality], ...of.details, ...without].join('\n')
    return { text: of.known, title, near: of.near, known: true }
  }
  if (of.allowed === null) return null
  const unknown = { near: false, known: false }
  if (of.silent.length === 0) {
    return { ...unknown, text: of.allowed, title: 'No agent has told anything yet.' }
  }
  const title = [qualityWords.unavailable, ...without].join('\n')
  return { ...unknown, text: `${of.name} unavailable, ${of.allowed}`, title }
}

function tells(roles: readonly string[]): string {
  return roles.length === 1 ? 'tells' : 'tell'
}

function withQuality(text: string, quality: Quality): string {
  return quality === 'estimated' ? `about ${text}` : text
}

function isNear(used: number, limit: number | undefined): boolean {
  return limit !== undefined && used >= limit * NEAR_LIMIT
}

function exact(count: number): string {
  return Math.round(count).toLocaleString('en-US')
}

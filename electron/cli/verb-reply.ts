import type { RoleSummary, TaskSummary, VerbReply } from '#shared/contract/verbs'
import { isRecord } from '../engine/agents/claude/settings'

/** What a field holds. */
type Kind = 'text' | 'text or null' | 'number' | 'truth'

/** One kind for each field, as the contract has them. */
type Shape<T> = {
  readonly [Name in keyof T]-?: null extends T[Name]
    ? 'text or null'
    : T[Name] extends string
      ? 'text'
      : T[Name] extends number
        ? 'number'
        : 'truth'
}

const TASK: Shape<TaskSummary> = {
  task: 'text',
  batch: 'text',
  role: 'text',
  seat: 'text or null',
  round: 'number',
  state: 'text',
  outcome: 'text or null',
  preview: 'text',
  file: 'text',
  report: 'text or null',
  minutes: 'number',
}

const ROLE: Shape<RoleSummary> = {
  role: 'text',
  orchestrator: 'truth',
  status: 'text',
  tool: 'text or null',
  detail: 'text or null',
  waitingFor: 'text or null',
  task: 'text or null',
  queued: 'number',
  seconds: 'number',
}

const REFUSAL: Shape<Omit<Extract<VerbReply, { ok: false }>, 'ok'>> = { reason: 'text', fix: 'text' }

/**
 * Reads what the deck answered, as the schema of the contract does; undefined when it is something else. By hand, since the
 * command runs at every message of an agent's, and loading the schemas would take it longer than all the rest.
 */
export function readVerbReply(raw: unknown): VerbReply | undefined {
  if (!isRecord(raw)) return undefined
  const { ok, message, tasks, roles, screen } = raw
  if (ok === false) return fits(raw, REFUSAL) ? { ok, reason: raw.reason, fix: raw.fix } : undefined
  if (ok !== true || typeof message !== 'string') return undefined
  if (!isListOf(tasks, TASK) || !isListOf(roles, ROLE)) return undefined
  if (screen !== undefined && typeof screen !== 'string') return undefined
  return {
    ok,
    message,
    ...(tasks ? { tasks } : {}),
    ...(roles ? { roles } : {}),
    ...(screen === undefined ? {} : { screen }),
  }
}

function fits<T>(raw: unknown, shape: Shape<T>): raw is T {
  return isRecord(raw) && Object.entries<Kind>(shape).every(([name, kind]) => holds(raw[name], kind))
}

function isListOf<T>(raw: unknown, shape: Shape<T>): raw is T[] | undefined {
  return raw === undefined || (Array.isArray(raw) && raw.every((each) => fits(each, shape)))
}

function holds(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string'
    case 'text or null':
      return typeof value === 'string' || value === null
    case 'number':
      return typeof value === 'number'
    case 'truth':
      return typeof value === 'boolean'
  }
}

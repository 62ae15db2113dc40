import { DEFAULT_PAUSE_AT } from '#shared/contract/config'
import type { Budget } from '#shared/contract/config'
import { levels } from './keys'
import type { Table } from './table'

/** Reads the `budget` table of an orchestration, or of a role. */
export function readBudget(owner: Table, level: 'budget' | 'roleBudget'): Budget | undefined {
  const table = owner.table('budget', level, levels[level].header)
  if (table === undefined) return undefined
  table.checkKeys()
  const budget = {
    tokens: table.number('tokens', { above: 0 }),
    costUsd: table.number('cost_usd', { above: 0 }),
    minutes: table.number('minutes', { above: 0 }),
    pauseAt: table.number('pause_at', { above: 0, max: 1 }) ?? DEFAULT_PAUSE_AT,
  }
  if (!table.has('tokens') && !table.has('cost_usd') && !table.has('minutes')) {
    table.warning(null, 'The budget sets no limit', 'Add tokens, cost_usd or minutes, or remove the table.')
  }
  return budget
}

import type { ConfigPath } from '#shared/contract/config-edit'
import { levels } from '../keys'
import type { Level } from '../keys'
import { isTable } from './data'
import type { Data } from './data'

/** A table of a config with what kind it is. */
export interface TableAt {
  level: Level
  path: ConfigPath
  data: Data
}

/** Which keys of a kind of table hold tables themselves. */
const children: Readonly<Partial<Record<Level, Readonly<Record<string, Level>>>>> = {
  top: { features: 'features', orchestrations: 'orchestration', modes: 'mode' },
  orchestration: { budget: 'budget', roles: 'role' },
  role: { gates: 'gate', budget: 'roleBudget' },
  mode: { panes: 'pane', rules: 'rule' },
}

/** Every table of a parsed config that the reader knows, outer tables first. */
export function tablesOf(data: Data, level: Level = 'top', path: ConfigPath = []): TableAt[] {
  const inside = Object.entries(children[level] ?? {}).flatMap(([key, below]) => {
    const value = Object.hasOwn(data, key) ? data[key] : undefined
    if (isTable(value)) return tablesOf(value, below, [...path, key])
    const items: unknown[] = Array.isArray(value) ? value : []
    return items.flatMap((item, index) => (isTable(item) ? tablesOf(item, below, [...path, key, index]) : []))
  })
  return [{ level, path, data }, ...inside]
}

/** The keys that a kind of table may have. */
export function keysOfLevel(level: Level): readonly string[] {
  return levels[level].keys
}

import type { Diagnostic } from '#shared/contract/config'
import type { Advice } from '#shared/contract/config-view'
import { ConfigValue } from '#shared/contract/config-edit'
import type { ConfigEdit, ConfigPath, QuickFix } from '#shared/contract/config-edit'
import { adviseUnknownKey, nearest } from '../keys'
import type { Level } from '../keys'
import { positionsOf } from '../positions'
import type { Positions } from '../positions'
import { readSyntax } from '../syntax'
import { applyEdits } from './apply'
import { isTable, nameOf } from './data'
import { freeName } from './free-name'
import { roleFixes, type InstalledAgent, type IsHere } from './role-fixes'
import { keysOfLevel, tablesOf } from './walk'
import type { TableAt } from './walk'

/**
 * What can be done about one diagnostic at a click, the likeliest first. Only what can really be done is offered.
 * `agents`: those that this machine has.
 */
export function fixesFor(
  diagnostic: Diagnostic | Advice,
  text: string,
  agents: readonly InstalledAgent[] = [],
): QuickFix[] {
  const mark = text.startsWith('\uFEFF') ? 1 : 0
  const syntax = readSyntax(text.slice(mark))
  if (!syntax.ok) return []
  const tables = tablesOf(syntax.data)
  const here = isAt(diagnostic, positionsOf(text.slice(mark)))
  const fixes = tables.flatMap((table) => [
    ...unknownKeys(table, tables, here),
    ...(table.level === 'orchestration' ? startRoles(table, diagnostic, here) : []),
    ...repeatedName(table, tables, diagnostic, here),
    ...(table.level === 'role' ? roleFixes({ role: table, tables, diagnostic, here, agents }) : []),
  ])
  const possible = fixes.filter((fix) => applyEdits(text, fix.edits).ok)
  return possible.filter((fix, index) => possible.findIndex((other) => other.title === fix.title) === index)
}

/** Roles offered as the orchestrator: a longer list is not read. */
const MOST_CHOICES = 8

function isAt({ line, column }: Pick<Diagnostic, 'line' | 'column'>, positions: Positions): IsHere {
  return (path) => {
    const found = positions.at(path)
    return found.line === line && found.column === column
  }
}

function unknownKeys({ level, path, data }: TableAt, tables: readonly TableAt[], here: IsHere): QuickFix[] {
  return Object.keys(data).flatMap((key) => {
    const from = [...path, key]
    if (adviseUnknownKey(key, level) === undefined || !here(from)) return []
    const to = homeOf(key, path, tables)
    if (to !== undefined) return [...moves(key, from, to, data[key]), removal(key, from)]
    const near = nearest(key, keysOfLevel(level))
    const free = near !== undefined && !Object.hasOwn(data, near)
    return [
      ...(free && !isElsewhere(key)
        ? [fix(`Rename ${key} to ${near}`, { op: 'rename', path: from, key: near })]
        : []),
      removal(key, from),
    ]
  })
}

/** As a line with its comments, or only the value where it does not have a line of its own. */
function moves(key: string, from: ConfigPath, to: ConfigPath, data: unknown): QuickFix[] {
  const title = `Move ${key} to ${to.length === 1 ? 'the top of the file' : nameOf(to.slice(0, -1))}`
  const value = ConfigValue.safeParse(data)
  const copied: ConfigEdit[] = value.success
    ? [
        { op: 'unset', path: from },
        { op: 'set', path: to, value: value.data },
      ]
    : []
  return [fix(title, { op: 'relocate', from, to }), ...(copied.length > 0 ? [{ title, edits: copied }] : [])]
}

function removal(key: string, path: ConfigPath): QuickFix {
  return fix(`Remove ${key}`, { op: 'unset', path })
}

/** The innermost table around this one that knows the key and does not have it. */
function homeOf(key: string, path: ConfigPath, tables: readonly TableAt[]): ConfigPath | undefined {
  const around = tables.filter(
    (table) => table.path.length < path.length && table.path.every((part, index) => part === path[index]),
  )
  const home = around.findLast((table) => keysOfLevel(table.level).includes(key))
  return home === undefined || Object.hasOwn(home.data, key) ? undefined : [...home.path, key]
}

/** A key of some other kind of table was not mistyped. */
function isElsewhere(key: string): boolean {
  const all: readonly Level[] = [
    'top',
    'features',
    'orchestration',
    'budget',
    'role',
    'gate',
    'mode',
    'pane',
    'rule',
  ]
  return all.some((level) => keysOfLevel(level).includes(key))
}

function startRoles(team: TableAt, diagnostic: Diagnostic | Advice, here: IsHere): QuickFix[] {
  const items: unknown[] = Array.isArray(team.data['roles']) ? team.data['roles'] : []
  const roles = items.map((role, index) => ({
    path: [...team.path, 'roles', index],
    start: isTable(role) && role['start'] === true,
    name: isTable(role) && typeof role['name'] === 'string' ? role['name'] : `role ${index + 1}`,
  }))
  const starts = roles.filter((role) => role.start)
  if (starts.length === 0 && here(team.path) && /start = true/.test(diagnostic.message)) {
    return roles
      .slice(0, MOST_CHOICES)
      .map(({ path, name }) =>
        fix(`Make ${name} the orchestrator`, { op: 'set', path: [...path, 'start'], value: true }),
      )
  }
  const second = starts[1]
  if (second === undefined || !here([...second.path, 'start'])) return []
  return starts.map(({ name, path }) => ({
    title: `Keep ${name} as the orchestrator`,
    edits: starts
      .filter((role) => role.path !== path)
      .map((role): ConfigEdit => ({ op: 'unset', path: [...role.path, 'start'] })),
  }))
}

/** Levels whose elements must not share a name. */
const named: ReadonlySet<Level> = new Set(['orchestration', 'role', 'gate', 'mode'])

function repeatedName(
  table: TableAt,
  tables: readonly TableAt[],
  diagnostic: Diagnostic | Advice,
  here: IsHere,
): QuickFix[] {
  const name = table.data['name']
  const path = [...table.path, 'name']
  if (!named.has(table.level) || typeof name !== 'string' || !here(path)) return []
  const list = table.path.slice(0, -1)
  const taken = tables
    .filter(
      (other) =>
        other.path.length === table.path.length && list.every((part, index) => part === other.path[index]),
    )
    .map(({ data: { name: other } }) => (typeof other === 'string' ? other.toLowerCase() : ''))
  const isRepeated = taken.filter((other) => other === name.toLowerCase()).length > 1
  if (!isRepeated || !/named|differ only/.test(diagnostic.message)) return []
  const free = freeName(name, taken)
  return [fix(`Rename it to ${free}`, { op: 'set', path, value: free })]
}

function fix(title: string, edit: ConfigEdit): QuickFix {
  return { title, edits: [edit] }
}

import { orchestrationScope, type Diagnostic } from '#shared/contract/config'
import type { Advice } from '#shared/contract/config-view'
import type { ConfigPath } from '#shared/contract/config-edit'
import { agentStartOf } from '../environment/detect-agent'
import { missingProgram, type Start } from '../environment/launch-command'
import { textOf } from './edit/data'
import { tablesOf, type TableAt } from './edit/walk'
import { parseConfig } from './read'
import { positionsOf } from './positions'
import { sameModels } from './same-models'
import { readSyntax } from './syntax'

/** Different commands that are looked for on the PATH; a file with more of them is no team of a person's. */
const MOST_COMMANDS = 200

/**
 * Everything that there is to say about a config text: what the reader finds, what this machine lacks for it, and what
 * comparing its roles tells. Only the reader's errors keep a team from starting.
 */
export async function checkConfig(
  text: string,
  file: string,
  start: Start,
): Promise<(Diagnostic | Advice)[]> {
  const { kind, diagnostics } = parseConfig(text, file)
  const content = text.replace(/^\uFEFF/, '')
  const syntax = readSyntax(content)
  if (kind !== 'ok' || !syntax.ok) return diagnostics
  const tables = tablesOf(syntax.data)
  const found = [...(await missingCommands(tables, start)), ...sameModels(tables)]
  if (found.length === 0) return diagnostics
  const positions = positionsOf(content)
  const placed = found.map(({ path, ...said }) => ({
    ...said,
    scope: scopeOf(path, tables),
    file,
    ...positions.at(path),
  }))
  return [...diagnostics, ...placed].toSorted((a, b) => a.line - b.line || a.column - b.column)
}

/** Something to say about the value at a path. */
export interface Finding {
  path: ConfigPath
  severity: 'warning' | 'advice'
  message: string
  fix: string
}

/** One finding for each command that is missing, at the first of those that have it. */
async function missingCommands(tables: readonly TableAt[], start: Start): Promise<Finding[]> {
  const owners = tables.filter(({ level }) => level === 'role' || level === 'gate')
  const commands = [...new Set(owners.map(({ data }) => textOf(data, 'command')))]
  const looked = await Promise.all(
    commands.slice(0, MOST_COMMANDS).map(async (command) => {
      if (command.trim() === '') return []
      const [first, ...others] = owners.filter(({ data }) => textOf(data, 'command') === command)
      const missing = await missingProgram(command, start)
      if (missing === undefined || first === undefined) return []
      const isAgent = first.level === 'role' && agentStartOf(command) !== undefined
      const finding: Finding = {
        path: [...first.path, 'command'],
        severity: 'warning',
        message: `${missing.message}${others.length > 0 ? `, in ${others.length + 1} places` : ''}`,
        fix: isAgent ? 'Install it and sign in once, or use an agent that is installed.' : missing.fix,
      }
      return [finding]
    }),
  )
  return looked.flat()
}

function scopeOf(path: ConfigPath, tables: readonly TableAt[]): string {
  const team = tables.find(({ level, path: at }) => level === 'orchestration' && at[1] === path[1])
  return orchestrationScope(team ? textOf(team.data, 'name') : '')
}

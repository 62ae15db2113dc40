import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import {
  CONFIG_FILE_NAME,
  DEFAULT_RESPONSE_TIMEOUT_MINUTES,
  FILE_SCOPE,
  MAX_CONFIG_BYTES,
  MAX_RESPONSE_TIMEOUT_MINUTES,
} from '#shared/contract/config'
import type { Diagnostic, ProjectConfig } from '#shared/contract/config'
import { levels } from './keys'
import { repeated } from './names'
import { positionsOf } from './positions'
import { readMode } from './read-mode'
import { readOrchestration } from './read-orchestration'
import { readSyntax } from './syntax'
import { Table } from './table'
import type { Reading } from './table'

/**
 * A config file as it stands. `broken`: it could not be read at all. `ok`: it was read, and `diagnostics` may still
 * hold errors; those that keep a team from starting are given by `blockingErrors`.
 */
export type ConfigResult =
  | { kind: 'none' }
  | { kind: 'broken'; diagnostics: Diagnostic[] }
  | { kind: 'ok'; config: ProjectConfig; diagnostics: Diagnostic[]; text: string }

/** The config file of a project folder. */
export function configFileOf(folder: string): string {
  return join(folder, CONFIG_FILE_NAME)
}

/** Reads and checks a config file. Never throws: what is wrong with the file is in the diagnostics. */
export async function readConfig(file: string): Promise<ConfigResult> {
  try {
    const about = await stat(file)
    if (about.isDirectory()) {
      return broken(
        file,
        'This is a folder, not a file',
        `Remove it, or rename it and create the file again.`,
      )
    }
    // A pipe or a device would never end.
    if (!about.isFile()) return broken(file, 'This is not a regular file', 'Replace it by a text file.')
    if (about.size > MAX_CONFIG_BYTES) return tooLarge(file)
    return parseBytes(await readFile(file), file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return code === 'ENOENT' ? { kind: 'none' } : unreadable(file, code)
  }
}

/** Reads and checks config text. Pure. */
export function parseConfig(text: string, file: string): Exclude<ConfigResult, { kind: 'none' }> {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text
  const syntax = readSyntax(content)
  if (!syntax.ok) return broken(file, syntax.message, syntax.fix, syntax)
  const reading: Reading = { file, positions: positionsOf(content), diagnostics: [] }
  const config = readTop(new Table(reading, syntax.data, [], 'top', FILE_SCOPE), file)
  const diagnostics = reading.diagnostics.toSorted((a, b) => a.line - b.line || a.column - b.column)
  return { kind: 'ok', config, diagnostics, text }
}

/** What to say when the system refuses to read the file. */
export function unreadable(file: string, code: string): Exclude<ConfigResult, { kind: 'none' | 'ok' }> {
  if (code === 'EACCES' || code === 'EPERM') {
    return broken(
      file,
      'You have no permission to read this file',
      'Give yourself read permission on it and on its folder.',
    )
  }
  if (code === 'ENOTDIR')
    return broken(file, 'The project is not a folder', 'Open the folder that holds the project.')
  return broken(file, `The file could not be read (${code})`, 'Check that the file opens in an editor.')
}

function parseBytes(bytes: Uint8Array, file: string): Exclude<ConfigResult, { kind: 'none' }> {
  // The file may have grown since its size was asked.
  if (bytes.length > MAX_CONFIG_BYTES) return tooLarge(file)
  try {
    return parseConfig(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), file)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return broken(file, 'The file is not UTF-8 text', 'Save it with the encoding UTF-8.')
  }
}

function readTop(table: Table, file: string): ProjectConfig {
  table.checkKeys()
  const folder = dirname(file)
  const orchestrations = table
    .tables('orchestrations', 'orchestration', levels.orchestration.header)
    .map((each) => ({ table: each, value: readOrchestration(each, basename(folder) || folder) }))
  const modes = table
    .tables('modes', 'mode', levels.mode.header)
    .map((each) => ({ table: each, value: readMode(each) }))
  warnOfRepeated(orchestrations, 'orchestrations')
  warnOfRepeated(modes, 'modes')
  const features = table.table('features', 'features', levels.features.header)
  features?.checkKeys()
  return {
    orchestrations: orchestrations.map((each) => each.value),
    modes: modes.map((each) => each.value),
    workerResponseTimeoutMinutes: readTimeout(table),
    experimental: features?.boolean('experimental', false) ?? false,
  }
}

function warnOfRepeated(items: readonly { table: Table; value: { name: string } }[], what: string): void {
  for (const { name, index } of repeated(items.map((item) => item.value.name))) {
    items[index]?.table.warning('name', `Two ${what} are named ${name}`, 'Give each a name of its own.')
  }
}

/** Out of range is no reason to stop a team: the default stands in, visibly. */
function readTimeout(table: Table): number {
  const key = 'worker_response_timeout_minutes'
  const minutes = table.integer(key, {})
  if (minutes === undefined) return DEFAULT_RESPONSE_TIMEOUT_MINUTES
  if (minutes >= 0 && minutes <= MAX_RESPONSE_TIMEOUT_MINUTES) return minutes
  const message = `\`${key}\` must be between 0 and ${MAX_RESPONSE_TIMEOUT_MINUTES}, not ${minutes}; ${DEFAULT_RESPONSE_TIMEOUT_MINUTES} is used`
  table.warning(key, message, 'Write minutes up to one week (10080), or 0 to switch it off.')
  return DEFAULT_RESPONSE_TIMEOUT_MINUTES
}

function tooLarge(file: string) {
  return broken(
    file,
    'The file is larger than 1 MiB',
    'Keep long prompts short, or check that this is the right file.',
  )
}

function broken(file: string, message: string, fix: string, at = { line: 1, column: 1 }) {
  const { line, column } = at
  const diagnostic: Diagnostic = { severity: 'error', scope: FILE_SCOPE, message, fix, file, line, column }
  return { kind: 'broken' as const, diagnostics: [diagnostic] }
}

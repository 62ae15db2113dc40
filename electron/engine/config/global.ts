import { readSyntax } from './syntax'

/** Name of the settings file of the command, in the deck's data folder. */
export const GLOBAL_CONFIG_FILE = 'config.toml'

/** The settings and what they are when the file does not say. */
export const globalDefaults = {
  /** Command of a new single agent. */
  default_command: '',
  /** Whether the deck may offer to write a config for a project. */
  auto_config_prompt: true,
  /** Master switch of the bell, and what rings it. */
  'bell.enabled': true,
  'bell.on_waiting_for_input': true,
  'bell.on_idle': false,
  'bell.on_error': true,
} as const satisfies Record<string, string | boolean>

/** Name of a setting, with a dot between table and key. */
export type GlobalKey = keyof typeof globalDefaults

/** All names, in the order of the docs. */
export const globalKeys = Object.keys(globalDefaults).filter(isGlobalKey)

/** The settings of a file, with one sentence for each that had to fall back to its default. */
export interface GlobalConfig {
  values: Record<GlobalKey, string | boolean>
  notes: string[]
}

/** Whether this is the name of a setting. */
export function isGlobalKey(key: string): key is GlobalKey {
  return Object.hasOwn(globalDefaults, key)
}

/** Reads the settings. Text that is not TOML gives the defaults, with a note. */
export function readGlobalConfig(text: string): GlobalConfig {
  const values: Record<GlobalKey, string | boolean> = { ...globalDefaults }
  const syntax = readSyntax(text.replace(/^\uFEFF/, ''))
  if (!syntax.ok) {
    return {
      values,
      notes: [`line ${syntax.line}, column ${syntax.column}: ${syntax.message}; the defaults are used.`],
    }
  }
  const notes: string[] = []
  for (const key of globalKeys) {
    const value = valueAt(syntax.data, key.split('.'))
    const fallback = globalDefaults[key]
    if (typeof value === typeof fallback && (typeof value === 'string' || typeof value === 'boolean'))
      values[key] = value
    else if (value !== undefined) {
      const expected = typeof fallback === 'boolean' ? 'true or false' : 'text in quotes'
      notes.push(`\`${key}\` must be ${expected}; ${JSON.stringify(fallback)} is used.`)
    }
  }
  return { values, notes }
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => {
    if (typeof at !== 'object' || at === null) return undefined
    return Object.entries(at).find(([name]) => name === key)?.[1]
  }, data)
}

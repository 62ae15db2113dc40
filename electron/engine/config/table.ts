import type { Diagnostic } from '#shared/contract/config'
import { adviseUnknownKey, nearest } from './keys'
import type { Level } from './keys'
import type { Positions, TomlPath } from './positions'

/** What is collected while one file is read. */
export interface Reading {
  file: string
  positions: Positions
  diagnostics: Diagnostic[]
}

/** Bounds of a number, both inclusive unless `above` is given instead of `min`. */
export interface Bounds {
  min?: number
  above?: number
  max?: number
}

/**
 * One table of the file, read key by key. A wrong value is reported and then treated as absent, so that the rest of
 * the file is still read and every problem is shown at once.
 */
export class Table {
  constructor(
    private readonly reading: Reading,
    private readonly data: Readonly<Record<string, unknown>>,
    private readonly path: TomlPath,
    private readonly level: Level,
    public scope: string,
  ) {}

  has(key: string): boolean {
    return Object.hasOwn(this.data, key)
  }

  /** Warns of every key that this kind of table does not have. Call it once `scope` is final. */
  checkKeys(): void {
    for (const key of Object.keys(this.data)) {
      const advice = adviseUnknownKey(key, this.level)
      if (advice !== undefined) this.warning(key, advice.message, advice.fix)
    }
  }

  string(key: string): string | undefined {
    const value = this.value(key)
    if (value === undefined || typeof value === 'string') return value
    return this.wrongType(key, value, 'text in quotes', `Write ${key} = "...".`)
  }

  boolean(key: string, otherwise: boolean): boolean {
    const value = this.value(key)
    if (typeof value === 'boolean') return value
    if (value === undefined) return otherwise
    return (
      this.wrongType(key, value, 'true or false', `Write ${key} = true or ${key} = false, without quotes.`) ??
      otherwise
    )
  }

  integer(key: string, bounds: Bounds): number | undefined {
    const value = this.number(key, bounds, 'a whole number')
    if (value === undefined || Number.isInteger(value)) return value
    this.error(
      key,
      `\`${key}\` must be a whole number, not ${value}`,
      `Write ${key} = ${Math.max(1, Math.round(value))}.`,
    )
    return undefined
  }

  number(key: string, bounds: Bounds, expected = 'a number'): number | undefined {
    const value = this.value(key)
    if (value === undefined) return undefined
    if (typeof value !== 'number' && typeof value !== 'bigint') {
      return this.wrongType(
        key,
        value,
        expected,
        `Write the number without quotes: ${key} = ${bounds.min ?? 1}.`,
      )
    }
    const range = rangeProblem(Number(value), bounds)
    if (range === undefined) return Number(value)
    this.error(key, `\`${key}\` must be ${range}, not ${value}`, `Give ${key} a value that is ${range}.`)
    return undefined
  }

  choice<const T extends string>(key: string, choices: readonly T[], otherwise: T): T {
    const value = this.value(key)
    if (value === undefined) return otherwise
    const chosen = choices.find((choice) => choice === value)
    if (chosen !== undefined) return chosen
    const list = choices.map((choice) => `"${choice}"`).join(', ')
    const near = typeof value === 'string' ? nearest(value, choices) : undefined
    const given = typeof value === 'string' ? `"${value}"` : nameOf(value)
    const fix = near === undefined ? `Choose one of: ${list}.` : `Did you mean "${near}"?`
    this.error(key, `\`${key}\` must be one of ${list}, not ${given}`, fix)
    return otherwise
  }

  strings(key: string): string[] | undefined {
    const value = this.value(key)
    if (value === undefined) return undefined
    const example = `Write ${key} = ["one", "two"].`
    if (!Array.isArray(value)) return this.wrongType(key, value, 'a list of texts', example)
    const texts = value.filter((item) => typeof item === 'string')
    const wrong = value.find((item) => typeof item !== 'string')
    if (texts.length !== value.length) {
      this.error(key, `\`${key}\` must hold only texts in quotes, not ${nameOf(wrong)}`, example)
    }
    return texts
  }

  /** One sub-table. */
  table(key: string, level: Level, header: string): Table | undefined {
    const value = this.value(key)
    if (value === undefined) return undefined
    if (isTable(value)) return new Table(this.reading, value, [...this.path, key], level, this.scope)
    return this.wrongType(key, value, 'a table', `Start it with ${header} on a line of its own.`)
  }

  /** An array of tables. A single table is taken as its only element, after saying what is wrong. */
  tables(key: string, level: Level, header: string): Table[] {
    const value = this.value(key)
    if (value === undefined) return []
    const path = [...this.path, key]
    if (isTable(value)) {
      const fix = `Write ${header} with double brackets, once for each.`
      this.error(key, `\`${key}\` must be a list of tables, not one table`, fix)
      return [new Table(this.reading, value, path, level, this.scope)]
    }
    if (!Array.isArray(value)) {
      this.wrongType(key, value, 'a list of tables', `Write ${header} on a line of its own, once for each.`)
      return []
    }
    return value.flatMap((item: unknown, index) => {
      if (isTable(item)) return [new Table(this.reading, item, [...path, index], level, this.scope)]
      this.wrongType(key, item, 'a list of tables', `Write ${header} on a line of its own, once for each.`)
      return []
    })
  }

  /** `key` null: the table itself is at fault. */
  error(key: string | null, message: string, fix: string): void {
    this.report('error', key, message, fix)
  }

  warning(key: string | null, message: string, fix: string): void {
    this.report('warning', key, message, fix)
  }

  private value(key: string): unknown {
    return Object.hasOwn(this.data, key) ? this.data[key] : undefined
  }

  private wrongType(key: string, value: unknown, expected: string, fix: string): undefined {
    this.error(key, `\`${key}\` must be ${expected}, not ${nameOf(value)}`, fix)
    return undefined
  }

  private report(severity: Diagnostic['severity'], key: string | null, message: string, fix: string): void {
    const position = this.reading.positions.at(key === null ? this.path : [...this.path, key])
    this.reading.diagnostics.push({
      severity,
      scope: this.scope,
      message,
      fix,
      file: this.reading.file,
      ...position,
    })
  }
}

function rangeProblem(value: number, { min, above, max }: Bounds): string | undefined {
  const outside =
    !Number.isFinite(value) ||
    Math.abs(value) > Number.MAX_SAFE_INTEGER ||
    (min !== undefined && value < min) ||
    (above !== undefined && value <= above) ||
    (max !== undefined && value > max)
  if (!outside) return undefined
  const low =
    min !== undefined ? `${min} or more` : above !== undefined ? `more than ${above}` : 'a usual number'
  return max === undefined ? low : `${low} and at most ${max}`
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

function nameOf(value: unknown): string {
  if (typeof value === 'string') return 'a string'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number' || typeof value === 'bigint') return 'a number'
  if (value instanceof Date) return 'a date'
  return Array.isArray(value) ? 'a list' : 'a table'
}

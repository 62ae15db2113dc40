import { readFileSync, readdirSync } from 'node:fs'
import { parse } from 'smol-toml'
import { parseTOML } from 'toml-eslint-parser'
import { fieldsOf } from '#shared/contract/config-fields'
import type { ConfigField } from '#shared/contract/config-fields'
import type { ConfigPath } from '#shared/contract/config-edit'
import { tablesOf } from './walk'

const folder = new URL('../../../../e2e/fixtures/configs/', import.meta.url)

/** One file of the corpus. */
export interface Sample {
  name: string
  text: string
}

/** Every config file of the corpus that is TOML. */
export const corpus: readonly Sample[] = readdirSync(folder)
  .filter((name) => name.endsWith('.toml') && name !== 'not-toml.toml')
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))

/** A team of this many roles with gates and comments. */
export function manyRoles(count: number): string {
  const roles = Array.from({ length: count }, (_unused, index) => {
    const start = index === 0 ? 'start = true\n' : ''
    return `# role ${index}\n[[orchestrations.roles]]\nname = "role-${index}" # the name\ncommand = "claude --model sonnet"\n${start}description = "Does part ${index}"\nprompt_template = """\nDo part ${index}.\nReport.\n"""\n\n  [[orchestrations.roles.gates]]\n  name = "tests"\n  command = "npm test"\n`
  })
  return `# large\n[[orchestrations]]\nname = "large"\n\n${roles.join('\n')}`
}

/** What the reader makes of a text. */
export function dataOf(text: string): Record<string, unknown> {
  return parse(text, { integersAsBigInt: 'asNeeded' })
}

/** Every field that an editor shows for a file, set or not. */
export function fieldsIn(text: string): { path: ConfigPath; field: ConfigField }[] {
  return tablesOf(dataOf(text)).flatMap(({ level, path }) =>
    fieldsOf(level).map((field) => ({ path: [...path, field.key], field })),
  )
}

/** The comments of a text, in order. */
export function commentsOf(text: string): string[] {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text
  return parseTOML(content, { tomlVersion: '1.1' }).comments.map((comment) => comment.value)
}

/** Plain objects all the way, with one form of line ending: what two readings are compared by. */
export function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\r\n', '\n')
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
}

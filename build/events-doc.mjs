/** Writes docs/events.md from the schemas of shared/model/events and the comments beside them. `node build/events-doc.mjs`. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { main, Problem, say } from './lib/console.mjs'
import { root } from './lib/paths.mjs'

/** What exports every schema. */
const EVENTS_MODULE = join(root, 'shared/model/events.ts')
/** Where they are, by topic, with their comments. */
const EVENTS_FOLDER = join(root, 'shared/model/events')
/** The page. */
export const EVENTS_PAGE = join(root, 'docs/events.md')

const INTRODUCTION = `# Journal events

Every run keeps a journal, \`runs/<run>/journal.jsonl\` in the data folder: one event a line, each a JSON object. The state of a
run is nothing but a fold over these events. \`dot-agent-deck run --json\` prints them as they happen, \`dot-agent-deck log <run> --json\`
prints those of an earlier run.

This page is made from the schemas in \`shared/model/events.ts\` by \`node build/events-doc.mjs\`; do not edit it by hand.

A line has these fields:

{envelope}

Fields marked "optional" may be absent. Times are milliseconds since 1970. Ids are 1 to 64 letters, digits, \`-\` or \`_\`.
A reader must pass over fields that it does not know: within one version only optional fields are added.
`

/** The text of all schemas with their comments. */
export function eventsSource() {
  return readdirSync(EVENTS_FOLDER)
    .map((file) => readFileSync(join(EVENTS_FOLDER, file), 'utf8'))
    .join('\n')
}

/**
 * The page as Markdown.
 * @param {Record<string, any>} model what shared/model/events.ts exports
 * @param {string} source the text of the schemas, for the comments
 * @returns {string}
 */
export function renderEventsPage(model, source) {
  const comments = commentsOf(source)
  const named = new Map(SHAPES.map((name) => [model[name], name]))
  const bodies = model.EventBody.options.map((schema) => [schema.shape.type.def.values[0], schema])
  const events = bodies.map(([type, schema]) => {
    const comment = comments.get(type)
    if (!comment?.text)
      throw new Problem(`The event "${type}" has no sentence.`, 'Write a comment above its schema.')
    return `## ${type}\n\n${comment.text}\n\n${fieldList(schema, named, comment.fields)}`
  })
  const shapes = SHAPES.map((name) => {
    const comment = comments.get(name)
    return `## ${name}\n\n${comment?.text ?? ''}\n\n${fieldList(model[name], named, comment?.fields)}`
  })
  const envelope = fieldList(model.EventEnvelope, named, {
    v: 'Version of the vocabulary.',
    seq: 'Counts from 1 within the journal.',
    at: 'When.',
    run: 'The run.',
    cause:
      'Id of the message of an agent\u2019s command that led to it; the same message again changes nothing.',
    more: 'More events of the same decision follow; without the last of them none counts.',
  })
  const body = '- `body` object: what happened; its `type` is one of the following'
  const list = bodies.map(([type]) => `[${type}](#${type})`).join(', ')
  return (
    [
      INTRODUCTION.replace('{envelope}', `${envelope}\n${body}`),
      `${list}.`,
      ...events,
      '# Shapes\n\nParts that several events share.',
      ...shapes,
    ]
      .map((part) => part.trim())
      .join('\n\n') + '\n'
  )
}

/** Exported schemas that are described once and named everywhere else. */
const SHAPES = ['StoredText', 'TeamRole', 'Limits', 'CheckResult', 'TokenCounts']

/** @returns {string} */
function fieldList(schema, named, texts = {}) {
  const lines = Object.entries(schema.shape)
    .filter(([name]) => name !== 'type')
    .map(([name, field]) => {
      const { type, optional } = typeOf(field, named)
      const text = texts[name] ? `: ${lower(texts[name])}` : ''
      return `- \`${name}\` ${type}${optional ? ', optional' : ''}${text}`
    })
  return lines.length > 0 ? lines.join('\n') : 'No further fields.'
}

/** A comment goes on after a colon, so that its first word is small, but for a word that is a name. */
function lower(text) {
  const plain = text.replace(/\.$/, '')
  return /^[A-Z][a-z]/.test(plain) ? plain[0].toLowerCase() + plain.slice(1) : plain
}

/** A type in words a reader of JSON knows. */
function typeOf(schema, named) {
  const { def } = schema
  if (def.type === 'optional') return { ...typeOf(def.innerType, named), optional: true }
  return { type: plainType(schema, named), optional: false }
}

function plainType(schema, named) {
  const name = named.get(schema)
  if (name) return `[${name}](#${name.toLowerCase()})`
  const { def } = schema
  switch (def.type) {
    case 'string':
    case 'boolean':
    case 'number':
      return def.type
    case 'literal':
      return def.values.map((value) => `\`${JSON.stringify(value)}\``).join(' or ')
    case 'enum':
      return Object.values(def.entries)
        .map((value) => `\`${JSON.stringify(value)}\``)
        .join(' or ')
    case 'nullable':
      return `${plainType(def.innerType, named)} or null`
    case 'array':
      return `list of ${plainType(def.element, named)}`
    case 'object':
      return `{ ${Object.entries(def.shape)
        .map(([key, field]) => `\`${key}\` ${typeOf(field, named).type}`)
        .join(', ')} }`
    default:
      throw new Problem(
        `There is no word for a schema of type "${def.type}".`,
        'Add it to build/events-doc.mjs.',
      )
  }
}

/**
 * The comments of the source: by event type, or by name for the schemas that have none.
 * @param {string} source
 */
function commentsOf(source) {
  const found = new Map()
  for (const match of source.matchAll(/^(?:export )?const (\w+) = z\.object\(\{\n([\s\S]*?)^\}\)/gm)) {
    const [, name, inside] = match
    const type = /^ {2}type: z\.literal\('([^']+)'\)/m.exec(inside)?.[1]
    const text = commentAbove(source.slice(0, match.index))
    const fields = {}
    for (const field of inside.matchAll(/^ {2}(\w+):/gm)) {
      const above = commentAbove(inside.slice(0, field.index))
      if (above) fields[field[1]] = above
    }
    found.set(type ?? name, { text, fields })
  }
  // Schemas on one line have a comment above at most.
  for (const match of source.matchAll(
    /^(?:export )?const \w+ = z\.object\(\{ type: z\.literal\('([^']+)'\)/gm,
  ))
    found.set(match[1], { text: commentAbove(source.slice(0, match.index)), fields: {} })
  return found
}

/** The doc comment that ends right before this place, as one line. */
function commentAbove(before) {
  const start = before.lastIndexOf('/**')
  if (start < 0) return undefined
  const comment = before.slice(start)
  if (!/^\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.test(comment)) return undefined
  return comment
    .replace(/^\/\*\*|\*\/\s*$/g, '')
    .replace(/^\s*\* ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const { rolldown } = await import('rolldown')
    const folder = mkdtempSync(join(tmpdir(), 'events-doc-'))
    try {
      const build = await rolldown({ input: EVENTS_MODULE, cwd: root, platform: 'node' })
      const { output } = await build.generate({ format: 'esm', codeSplitting: false })
      await build.close()
      const file = join(folder, 'events.mjs')
      writeFileSync(file, output[0].code)
      const page = renderEventsPage(await import(pathToFileURL(file).href), eventsSource())
      mkdirSync(dirname(EVENTS_PAGE), { recursive: true })
      writeFileSync(EVENTS_PAGE, page)
      say('Wrote docs/events.md')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
}

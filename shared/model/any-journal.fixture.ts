import fc from 'fast-check'
import { z } from 'zod'
import { EventBody, type RunEvent } from './events'
import { delivery, event, opened, reported, started, task } from './run.fixture'

/** What texts are made of: names of the team, none, and what needs care in a line of JSON. */
const TEXTS = ['coder', 'reviewer', '', 'two\nlines "größer" \u2028', '/p/a.md']
const NUMBERS = [0, 1, 2, 0.25, 60_000]
/** Ids of one kind: few, so that events meet what others have made. */
const IDS = [0, 1, 2]

/**
 * Anything that a schema of the journal lets through.
 * @param key the field that it is for; ids begin with its first letter, as in a real journal.
 * @throws for a kind of schema that no event has had so far.
 */
function anyOf(schema: z.core.$ZodType, key: string): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries<z.core.$ZodType>(schema.shape)
    const fields = shape.map(([name, field]): [string, fc.Arbitrary<unknown>] => [
      name,
      anyOf(field instanceof z.ZodOptional ? field.unwrap() : field, name),
    ])
    const requiredKeys = shape.filter(([, field]) => !(field instanceof z.ZodOptional)).map(([name]) => name)
    return fc.record(Object.fromEntries(fields), { requiredKeys, noNullPrototype: true })
  }
  if (schema instanceof z.ZodArray) {
    const lists = fc.array(anyOf(schema.element, key), { maxLength: 3 })
    return lists.filter((list) => schema.safeParse(list).success)
  }
  if (schema instanceof z.ZodRecord)
    return fc.dictionary(fc.constantFrom('one', 'two'), anyOf(schema.valueType, key), {
      noNullPrototype: true,
    })
  if (schema instanceof z.ZodNullable) return fc.option(anyOf(schema.unwrap(), key))
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map((option) => anyOf(option, key)))
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options)
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values)
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  const ids = schema instanceof z.ZodString && !schema.safeParse('not an id').success
  const values = ids ? IDS.map((id) => `${key[0]}${id}`) : schema instanceof z.ZodString ? TEXTS : NUMBERS
  const allowed =
    schema instanceof z.ZodString || schema instanceof z.ZodNumber
      ? values.filter((value) => schema.safeParse(value).success)
      : []
  if (allowed.length === 0) throw new Error(`Nothing is known for the field ${key}`)
  return fc.constantFrom(...allowed)
}

const [opening, ...rest] = [...EventBody.options].toSorted(
  (a, b) => Number(b.shape.type.value === 'run-opened') - Number(a.shape.type.value === 'run-opened'),
)

/** The kinds of events that may follow the first. */
export const kinds = rest.map((kind) => kind.shape.type.value)

/** Work under way, so that something is there that events can be about. */
const begun = [
  started('a0', 'p0'),
  started('a1', 'p1'),
  started('a2', 'p2'),
  task('t0'),
  task('t1', 'p2'),
  delivery('d0', { tasks: ['t0'] }),
  reported('t0', 'a1'),
]

/** Journals with every kind of event at least once, in any order and with any content that their schemas let through. */
export const anyJournal: fc.Arbitrary<RunEvent[]> = fc
  .tuple(
    fc.oneof(fc.constant(opened), opening ? anyOf(opening, '') : fc.constant(opened)),
    fc.tuple(...rest.map((kind) => anyOf(kind, ''))),
    fc.array(fc.oneof(...rest.map((kind) => anyOf(kind, ''))), { maxLength: 60 }),
  )
  .chain(([first, each, more]) => {
    const all = [...each, ...more]
    return fc
      .shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
      .map((shuffled) => [first, ...begun, ...shuffled])
  })
  .map((bodies) => bodies.map((body, index) => event(index + 1, EventBody.parse(body))))

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { VerbReply } from '#shared/contract/verbs'
import { readVerbReply } from './verb-reply'

const text = fc.string({ maxLength: 8 })
const textOrNull = fc.option(text)
const number = fc.integer()

const task = fc.record({
  task: text,
  batch: text,
  role: text,
  seat: textOrNull,
  round: number,
  state: text,
  outcome: textOrNull,
  preview: text,
  file: text,
  report: textOrNull,
  minutes: number,
})
const role = fc.record({
  role: text,
  orchestrator: fc.boolean(),
  status: text,
  tool: textOrNull,
  detail: textOrNull,
  waitingFor: textOrNull,
  task: textOrNull,
  queued: number,
  seconds: number,
})
const reply = fc.oneof(
  fc.record(
    {
      ok: fc.constant(true),
      message: text,
      tasks: fc.array(task, { maxLength: 2 }),
      roles: fc.array(role, { maxLength: 2 }),
      screen: text,
    },
    { requiredKeys: ['ok', 'message'] },
  ),
  fc.record({ ok: fc.constant(false), reason: text, fix: text }),
)

/** Something else in one place of a reply, at any depth. */
function damaged(value: unknown, path: readonly number[], other: unknown): unknown {
  const [turn = 0, ...rest] = path
  if (typeof value !== 'object' || value === null || path.length === 0) return other
  const names = Object.keys(value)
  const name = names[turn % Math.max(1, names.length)]
  if (name === undefined) return other
  const changed = damaged(Reflect.get(value, name), rest, other)
  return Array.isArray(value)
    ? value.map((each, index) => (String(index) === name ? changed : each))
    : { ...value, [name]: changed }
}

it('reads what the contract allows', () => {
  fc.assert(
    fc.property(reply, (value) => {
      expect(readVerbReply(value)).toEqual(VerbReply.parse(value))
    }),
  )
})

it('reads nothing else', () => {
  const path = fc.array(fc.nat(20), { maxLength: 3 })
  const other = fc.constantFrom(undefined, null, 7, 'text', true, false, [], {}, [null], [{}])
  fc.assert(
    fc.property(reply, path, other, (value, where, what) => {
      const wrong = damaged(value, where, what)
      expect(readVerbReply(wrong)).toEqual(VerbReply.safeParse(wrong).data)
    }),
    { numRuns: 1000 },
  )
})

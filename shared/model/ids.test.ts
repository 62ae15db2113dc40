import { expect, it } from 'vitest'
import { LocalId } from './ids'

it.each(['t7', 'a-b_C', 'x'.repeat(64), 'proto'])('%s is an id', (id) => {
  expect(LocalId.safeParse(id).success).toBe(true)
})

it.each(['', 'x'.repeat(65), '../t7', 't 7', 'ü', '__proto__', 'constructor'])('"%s" is none', (id) => {
  expect(LocalId.safeParse(id).success).toBe(false)
})

import { expect, test } from 'vitest'
import { readVmStat, shortageOf } from './memory'

const role = (name: string, command: string, where?: string) => ({
  name,
  command,
  ...(where === undefined ? {} : { where }),
})
const known = new Map([
  ['opencode', 1000],
  ['claude', 250],
])
const shortage = (free: number, ...roles: ReturnType<typeof role>[]) =>
  shortageOf({ roles }, (command) => known.get(command), free)

test('a team that does not fit is told with its numbers, the largest first', () => {
  const team = [role('lead', 'claude'), role('coder', 'opencode'), role('reviewer', 'opencode')]
  expect(shortage(2250, ...team)).toBeNull()
  expect(shortage(2249, ...team)).toEqual({
    needed: 2250,
    free: 2249,
    roles: [
      { role: 'coder', bytes: 1000 },
      { role: 'reviewer', bytes: 1000 },
      { role: 'lead', bytes: 250 },
    ],
  })
})

test('what is not known, and what runs elsewhere, is not counted', () => {
  expect(shortage(1, role('coder', 'make agent'), role('far', 'opencode', 'ssh://box'))).toBeNull()
})

test('reads what macOS has free, and what it would give up', () => {
  const output = `Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                               10.
Pages active:                         500000.
Pages inactive:                           20.
Pages speculative:                         3.
Pages purgeable:                           1.
`
  expect(readVmStat(output)).toBe(34 * 16384)
  expect(readVmStat('')).toBeUndefined()
})

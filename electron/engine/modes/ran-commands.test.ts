import { expect, it } from 'vitest'
import type { Observation } from '../agents/index'
import { RanCommands } from './ran-commands'

const start = (subject: string, id?: string, tool = 'Bash'): Observation => ({
  source: 'hook',
  kind: 'tool-start',
  tool,
  subject,
  ...(id === undefined ? {} : { id }),
})
const end = (id?: string, more: object = {}, tool = 'Bash'): Observation => ({
  source: 'hook',
  kind: 'tool-end',
  tool,
  ...(id === undefined ? {} : { id }),
  ...more,
})
const seen = (...all: Observation[]): string[] => {
  const ran = new RanCommands()
  return all.flatMap((each) => ran.see(each) ?? [])
}

it('is a command whose end was told, in whichever order', () => {
  expect(seen(start('one', '1'), start('two', '2'), end('2'), end('1'))).toEqual(['two', 'one'])
  expect(seen(start('one', '1'), end('1', { failed: true }))).toEqual(['one'])
  expect(seen(start('one'), end())).toEqual(['one'])
})

it.each([
  ['denied', [start('one', '1'), end('1', { failed: true, ran: false })]],
  ['interrupted', [start('one', '1'), end('1', { interrupted: true })]],
  ['never ended', [start('one', '1')]],
  [
    'cut off with its turn',
    [start('one', '1'), { source: 'hook', kind: 'turn-end', background: 0 }, end('1')],
  ],
  ['cut off by a prompt', [start('one', '1'), { source: 'hook', kind: 'prompt', text: 'x' }, end('1')]],
  ['one of two that cannot be told apart', [start('one'), start('two'), end()]],
  ['no command line', [start('src/a.ts', '1', 'Read'), end('1', {}, 'Read')]],
  [
    'told by the screen',
    [{ source: 'screen', reading: { box: 'empty', tool: { name: 'Bash', detail: 'one' } } }, end()],
  ],
] satisfies [string, Observation[]][])('is none that was %s', (_what, all) => {
  expect(seen(...all)).toEqual([])
})

it('counts an end once', () => {
  expect(seen(start('one', '1'), end('1'), end('1'))).toEqual(['one'])
})

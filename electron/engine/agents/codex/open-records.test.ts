import { expect, it } from 'vitest'
import { readLsof } from './open-records'

it('reads from a list of open files which of them are written', () => {
  const listed =
    'p4711\nfcwd\na \nn/work\nf3\nar\nn/records/a\nf4\naw\nn/records/b\nf5\nau\nn/records/c\nf6\nn/d\n'
  expect(readLsof(listed).map(({ path, writes }) => [path, writes])).toEqual([
    ['/work', false],
    ['/records/a', false],
    ['/records/b', true],
    ['/records/c', true],
    ['/d', false],
  ])
})

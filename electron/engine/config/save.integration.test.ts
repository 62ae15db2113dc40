import {
  chmod,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConfigSaver, hashOf } from './save'

const TEXT = '\uFEFF# note\r\nx = 1\r\n'
const NEW = TEXT.replace('1', '2')
const posixTest = test.skipIf(process.platform === 'win32')

let folder = ''
let file = ''
let backups = ''
let saver = new ConfigSaver('')
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deck-save-'))
  await mkdir(join(folder, 'project'))
  file = join(folder, 'project', '.dot-agent-deck.toml')
  backups = join(folder, 'data', 'backups')
  saver = new ConfigSaver(backups)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('replaces what was read, byte for byte, and leaves nothing else in the project', async () => {
  await writeFile(file, TEXT)
  const result = await saver.save({ file, text: NEW, expected: hashOf(TEXT) })
  expect(result).toMatchObject({ kind: 'saved', hash: hashOf(NEW) })
  expect(await readFile(file)).toEqual(Buffer.from(NEW))
  expect(await readdir(join(folder, 'project'))).toEqual(['.dot-agent-deck.toml'])
})

test('a file that changed meanwhile is given back, not overwritten', async () => {
  await writeFile(file, 'y = 1\n')
  expect(await saver.save({ file, text: NEW, expected: hashOf(TEXT) })).toEqual({
    kind: 'changed',
    text: 'y = 1\n',
    hash: hashOf('y = 1\n'),
  })
  expect(await readFile(file, 'utf8')).toBe('y = 1\n')
  await rm(file)
  expect(await saver.save({ file, text: NEW, expected: hashOf(TEXT) })).toEqual({
    kind: 'changed',
    text: undefined,
    hash: undefined,
  })
  expect(await readdir(join(folder, 'project'))).toEqual([])
})

test('a new file is made only where there is none', async () => {
  expect(await saver.save({ file, text: NEW, expected: undefined })).toMatchObject({
    kind: 'saved',
    backup: undefined,
  })
  expect(await readFile(file, 'utf8')).toBe(NEW)
  expect(await saver.save({ file, text: TEXT, expected: undefined })).toMatchObject({
    kind: 'changed',
    text: NEW,
  })
})

test('the text before the first save of a session is kept outside of the project', async () => {
  await writeFile(file, TEXT)
  const first = await saver.save({ file, text: NEW, expected: hashOf(TEXT) })
  await saver.save({ file, text: 'z = 3\n', expected: hashOf(NEW) })
  const kept = await readdir(backups)
  expect(kept).toHaveLength(1)
  expect(first).toMatchObject({ backup: join(backups, kept[0] ?? '') })
  expect(await readFile(join(backups, kept[0] ?? ''), 'utf8')).toBe(TEXT)
  await new ConfigSaver(backups).save({ file, text: TEXT, expected: hashOf('z = 3\n') })
  expect(await readdir(backups)).toHaveLength(2)
})

test('copies of long ago go', async () => {
  await writeFile(file, TEXT)
  const first = await saver.save({ file, text: TEXT, expected: hashOf(TEXT) })
  const owner = first.kind === 'saved' ? /([0-9a-f]{16})-[^/\\]*$/.exec(first.backup ?? '')?.[1] : undefined
  for (let year = 2001; year <= 2015; year++)
    await writeFile(join(backups, `${owner}-${year}0101T000000000-a.bak`), '')
  await writeFile(join(backups, 'other-20010101T000000000-a.bak'), '')
  await new ConfigSaver(backups).save({ file, text: TEXT, expected: hashOf(TEXT) })
  const kept = await readdir(backups)
  expect(kept).toHaveLength(11)
  expect(kept).toContain('other-20010101T000000000-a.bak')
  expect(kept.some((name) => name.includes('-2001') && name.startsWith(owner ?? '?'))).toBe(false)
})

test('two saves at once: the second sees the first', async () => {
  await writeFile(file, TEXT)
  const [first, second] = await Promise.all([
    saver.save({ file, text: NEW, expected: hashOf(TEXT) }),
    saver.save({ file, text: 'z = 3\n', expected: hashOf(TEXT) }),
  ])
  expect([first.kind, second.kind]).toEqual(['saved', 'changed'])
  expect(await readFile(file, 'utf8')).toBe(NEW)
})

posixTest('mode and links stay', async () => {
  const real = join(folder, 'real.toml')
  await writeFile(real, TEXT)
  await chmod(real, 0o640)
  await symlink('../real.toml', file)
  expect(await saver.save({ file, text: NEW, expected: hashOf(TEXT) })).toMatchObject({ kind: 'saved' })
  expect((await lstat(file)).isSymbolicLink()).toBe(true)
  expect(await readlink(file)).toBe('../real.toml')
  expect(await readFile(real, 'utf8')).toBe(NEW)
  expect((await stat(real)).mode & 0o777).toBe(0o640)
})

posixTest('both names of a file with two names still lead to it', async () => {
  const other = join(folder, 'other.toml')
  await writeFile(other, `${TEXT}# longer than what follows\r\n`)
  await link(other, file)
  const expected = hashOf(`${TEXT}# longer than what follows\r\n`)
  expect(await saver.save({ file, text: NEW, expected })).toMatchObject({ kind: 'saved' })
  expect(await readFile(other, 'utf8')).toBe(NEW)
  expect((await stat(file)).ino).toBe((await stat(other)).ino)
})

posixTest('a link to nothing is not replaced', async () => {
  await symlink('nowhere.toml', file)
  expect(await saver.save({ file, text: NEW, expected: undefined })).toEqual({
    kind: 'refused',
    reason: `${file} is a link to a file that is not there. Remove the link, or create that file.`,
  })
  expect(await readlink(file)).toBe('nowhere.toml')
})

test('what cannot be a config is refused', async () => {
  await writeFile(file, TEXT)
  const expected = hashOf(TEXT)
  expect(await saver.save({ file, text: 'x = "\uD800"', expected })).toMatchObject({ kind: 'refused' })
  expect(await saver.save({ file, text: '#'.repeat(1024 * 1024 + 1), expected })).toMatchObject({
    kind: 'refused',
  })
  expect(await readFile(file, 'utf8')).toBe(TEXT)
  await writeFile(file, Buffer.from([0xff, 0xfe, 0x41, 0x00]))
  expect(await saver.save({ file, text: NEW, expected })).toMatchObject({
    kind: 'refused',
    reason: expect.stringContaining('is not UTF-8 text'),
  })
  await rm(file)
  await mkdir(file)
  expect(await saver.save({ file, text: NEW, expected })).toMatchObject({
    kind: 'refused',
    reason: `${file} is not a regular file. Replace it by a text file.`,
  })
})

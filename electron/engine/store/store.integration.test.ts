import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { defaultSettings } from '#shared/contract/views'
import { Preferences } from './preferences'
import { privateFolder } from './private-folder'
import { StateFile } from './state-file'

let dir: string
let notes: string[]
const note = (text: string): void => void notes.push(text)
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'store-'))
  notes = []
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const Schema = z.object({ count: z.number() })
const open = () => StateFile.open(join(dir, 'state.json'), Schema, { count: 0 }, note)

test('what is set counts at once and is there after a restart', async () => {
  const state = await open()
  const writing = [1, 2, 3].map((count) => state.set({ count }))
  expect(state.value).toEqual({ count: 3 })
  await Promise.all(writing)
  expect((await open()).value).toEqual({ count: 3 })
  expect(notes).toEqual([])
  expect(await readdir(dir)).toEqual(['state.json'])
})

test.each([
  ['no JSON', '{"count":'],
  ['something else', '{"count":"many"}'],
  ['empty', ''],
])('a file that is %s is put aside and said, and the defaults are used', async (_, text) => {
  await writeFile(join(dir, 'state.json'), text)
  const state = await open()
  expect(state.value).toEqual({ count: 0 })
  expect(notes).toEqual([expect.stringContaining('state.json.unreadable')])
  expect(await readFile(join(dir, 'state.json.unreadable'), 'utf8')).toBe(text)
  await state.set({ count: 7 })
  expect((await open()).value).toEqual({ count: 7 })
})

test('the file is shown as it is on disk, with all that was set', async () => {
  const state = await open()
  expect(await state.text()).toBeNull()
  void state.set({ count: 1 })
  void state.set({ count: 2 })
  expect(await state.text()).toBe('{\n  "count": 2\n}\n')
})

test.skipIf(process.platform === 'win32')('only the owner can read what the deck keeps', async () => {
  await (await open()).set({ count: 1 })
  expect((await stat(join(dir, 'state.json'))).mode & 0o777).toBe(0o600)
  expect((await stat(await privateFolder(join(dir, 'a', 'b')))).mode & 0o777).toBe(0o700)
})

test('a setting that is missing or wrong falls back alone', async () => {
  const settings = {
    theme: 'dark',
    terminalFontSize: 900,
    unheardOf: 1,
    shortcuts: { find: 'mod+shift+k', home: 'k' },
  }
  await writeFile(join(dir, 'preferences.json'), JSON.stringify({ settings }))
  const preferences = await Preferences.open(dir, note)
  const shortcuts = { find: 'mod+shift+k' }
  expect(preferences.settings).toEqual({ ...defaultSettings, theme: 'dark', shortcuts })
  await preferences.change({ layout: 'tiled' })
  const again = await Preferences.open(dir, note)
  expect(again.settings).toEqual({ ...defaultSettings, theme: 'dark', layout: 'tiled', shortcuts })
})

test('a folder is listed once, the last one first, and not more than fit', async () => {
  const preferences = await Preferences.open(dir, note)
  for (let index = 0; index < 25; index++)
    await preferences.addRecent({ dir: `/p${index}`, name: 'p', openedAt: index })
  await preferences.addRecent({ dir: '/p20', name: 'again', openedAt: 99 })
  expect(preferences.recents).toHaveLength(20)
  expect(preferences.recents.slice(0, 2).map((recent) => recent.name)).toEqual(['again', 'p'])
  expect(preferences.recents.filter((recent) => recent.dir === '/p20')).toHaveLength(1)
})

test('a consent is for one folder and one set of commands, and goes with the folder', async () => {
  const preferences = await Preferences.open(dir, note)
  await preferences.agree('/p', 'one')
  await preferences.agree('/p', 'two')
  await preferences.agree('/p', 'one')
  expect([preferences.agreed('/p', 'one'), preferences.agreed('/p', 'two')]).toEqual([true, true])
  expect([preferences.agreed('/p', 'three'), preferences.agreed('/q', 'one')]).toEqual([false, false])
  for (let index = 0; index < 8; index++) await preferences.agree('/p', `other${index}`)
  expect(preferences.agreed('/p', 'one')).toBe(false)
  await preferences.addRecent({ dir: '/p', name: 'p', openedAt: 1 })
  await preferences.forget('/p')
  const again = await Preferences.open(dir, note)
  expect([again.agreed('/p', 'other7'), again.recents]).toEqual([false, []])
})

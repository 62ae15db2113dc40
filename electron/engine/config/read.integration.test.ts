import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { configFileOf, readConfig } from './read'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deck-config-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function messageFor(content: string | Uint8Array): Promise<unknown> {
  await writeFile(configFileOf(folder), content)
  const result = await readConfig(configFileOf(folder))
  return result.kind === 'broken' ? result.diagnostics[0]?.message : result.kind
}

test('no file, no config', async () => {
  expect(await readConfig(configFileOf(folder))).toEqual({ kind: 'none' })
  expect(await readConfig(configFileOf(join(folder, 'absent')))).toEqual({ kind: 'none' })
})

/** Links need a privilege on Windows, and a file used as a folder is simply absent there. */
const posixTest = test.skipIf(process.platform === 'win32')

posixTest('reads through a link, and gives back the text as it is', async () => {
  await writeFile(join(folder, 'real.toml'), '\uFEFF# note\r\n')
  await symlink(join(folder, 'real.toml'), configFileOf(folder))
  expect(await readConfig(configFileOf(folder))).toMatchObject({ kind: 'ok', text: '\uFEFF# note\r\n' })
})

test('files that cannot be a config', async () => {
  expect(await messageFor(Buffer.from('\uFEFFname = 1', 'utf16le'))).toBe('The file is not UTF-8 text')
  expect(await messageFor('#'.repeat(1024 * 1024 + 1))).toBe('The file is larger than 1 MiB')
  expect(await messageFor('#'.repeat(1024 * 1024))).toBe('ok')
})

posixTest('a file in place of the folder', async () => {
  await writeFile(configFileOf(folder), '')
  const result = await readConfig(join(configFileOf(folder), 'inside'))
  expect(result).toMatchObject({ kind: 'broken', diagnostics: [{ message: 'The project is not a folder' }] })
})

test('a folder in place of the file', async () => {
  await mkdir(configFileOf(folder))
  expect(await readConfig(configFileOf(folder))).toMatchObject({
    kind: 'broken',
    diagnostics: [{ message: 'This is a folder, not a file', severity: 'error', line: 1, column: 1 }],
  })
})

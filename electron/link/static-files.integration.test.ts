import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findAsset, pageHeaders } from './static-files'

let folder: string
let root: string

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'deck-assets-')))
  root = join(folder, 'window')
  await mkdir(join(root, 'assets'), { recursive: true })
  await mkdir(join(folder, 'window-other'))
  await writeFile(join(root, 'index.html'), '<!doctype html>')
  await writeFile(join(root, 'assets', 'a b.js'), 'export {}')
  await writeFile(join(root, 'notes.txt'), 'not part of the window')
  await writeFile(join(folder, 'secret.json'), '{}')
  await writeFile(join(folder, 'window-other', 'x.js'), '')
  await symlink(join(folder, 'secret.json'), join(root, 'link.json'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('findAsset', () => {
  it('finds what is there', async () => {
    expect(await findAsset(root, '/')).toEqual({
      file: join(root, 'index.html'),
      type: 'text/html; charset=utf-8',
    })
    expect((await findAsset(root, '/assets/a%20b.js'))?.file).toBe(join(root, 'assets', 'a b.js'))
  })

  it.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/../../secret.json',
    '/..\\secret.json',
    '//secret.json',
    '/link.json',
    '/../window-other/x.js',
    '/C:/secret.json',
    '/index.html%00.js',
    '/%',
    '/assets',
    '/notes.txt',
    '/missing.js',
    'index.html',
    '',
  ])('serves nothing for %s', async (path) => expect(await findAsset(root, path)).toBeNull())
})

it('forbids foreign scripts, frames and forms in every page', () => {
  const policy = pageHeaders(['ws://127.0.0.1:1'])['Content-Security-Policy']
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("connect-src 'self' ws://127.0.0.1:1;")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe-eval')
})

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { checkFirstLoad } from './bundle-renderer.mjs'
import { dependenciesAreCurrent, installProblem } from './dependencies.mjs'
import { hasDisplay } from './display.mjs'
import { verifyChecksum, ZIP_SHA256 } from './electron-fallback.mjs'
import { checkNode } from './node-version.mjs'
import { hashOf } from './stamp.mjs'

let folder: string
const folders: string[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'set-up-'))
  folders.push(folder)
})
afterAll(() => folders.forEach((made) => rmSync(made, { recursive: true, force: true })))

function write(file: string, content: unknown, ageSeconds = 0): void {
  mkdirSync(join(folder, file, '..'), { recursive: true })
  writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content))
  const time = Date.now() / 1000 - ageSeconds
  utimesSync(join(folder, file), time, time)
}

const lock = (version: string) => ({ packages: { '': {}, 'node_modules/a': { version } } })

it('packages are installed when there are none', () => {
  write('package-lock.json', lock('1.0.0'))
  expect(dependenciesAreCurrent(folder)).toBe(false)
})

it('packages are installed again when the lock file is newer and different', () => {
  write('node_modules/.package-lock.json', lock('1.0.0'), 60)
  write('package-lock.json', lock('1.0.1'))
  expect(dependenciesAreCurrent(folder)).toBe(false)
})

it('packages are left alone when the lock file is only newer by its date', () => {
  write('node_modules/.package-lock.json', lock('1.0.0'), 60)
  write('package-lock.json', lock('1.0.0'))
  expect(dependenciesAreCurrent(folder)).toBe(true)
})

it('a failed installation says what to do about its cause', () => {
  const mismatch = 'npm error code EUSAGE\n`npm ci` can only install packages when ... are in sync.'
  expect(installProblem(mismatch).fix).toContain('npm install')
  expect(installProblem('npm error code ENOTFOUND').fix).toContain('connection')
})

it('an optional package of another system need not be there', () => {
  write('node_modules/.package-lock.json', lock('1.0.0'), 60)
  const other = { 'node_modules/b-darwin': { version: '1.0.0', optional: true } }
  write('package-lock.json', { packages: { ...lock('1.0.0').packages, ...other } })
  expect(dependenciesAreCurrent(folder)).toBe(true)
})

it('a source that changes, appears or goes makes another hash; a test does not', () => {
  write('src/a.ts', 'one')
  const first = hashOf(['src'], folder)
  write('src/a.test.ts', 'test')
  expect(hashOf(['src'], folder)).toBe(first)
  write('src/b.ts', 'two')
  const second = hashOf(['src'], folder)
  expect(second).not.toBe(first)
  write('src/b.ts', 'three')
  expect(hashOf(['src'], folder)).not.toBe(second)
  rmSync(join(folder, 'src/b.ts'))
  expect(hashOf(['src'], folder)).toBe(first)
})

it('a fallback runtime with any other checksum is refused', () => {
  const other = '0'.repeat(64)
  expect(() => verifyChecksum(ZIP_SHA256, ZIP_SHA256)).not.toThrow()
  expect(() => verifyChecksum(other, ZIP_SHA256)).toThrow('could not be verified')
  expect(() => verifyChecksum(ZIP_SHA256, other)).toThrow('could not be verified')
  expect(() => verifyChecksum(other, other)).toThrow('could not be verified')
})

it('an old Node is refused with what to do', () => {
  expect(() => checkNode('20.18.3')).toThrow('20.19')
  expect(() => checkNode('18.20.0')).toThrow('too old')
  expect(() => checkNode('20.19.0')).not.toThrow()
  expect(() => checkNode('24.1.0')).not.toThrow()
})

it('only Linux without a display has nothing to open a window on', () => {
  expect(hasDisplay({}, 'linux')).toBe(false)
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true)
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
  expect(hasDisplay({}, 'darwin')).toBe(true)
  expect(hasDisplay({}, 'win32')).toBe(true)
})

it('a window that loads more than 750 KB of script at first is not made', () => {
  expect(() =>
    checkFirstLoad([
      { file: 'a.js', bytes: 500_000 },
      { file: 'b.js', bytes: 250_000 },
    ]),
  ).not.toThrow()
  expect(() =>
    checkFirstLoad([
      { file: 'a.js', bytes: 500_000 },
      { file: 'b.js', bytes: 250_001 },
    ]),
  ).toThrow('750 KB')
})

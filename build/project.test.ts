import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './lib/paths.mjs'

const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'))

it('the lock file names no registry, so that any registry can serve it', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved":/)
})

it('every dependency is pinned to one exact version', () => {
  const manifest = read('package.json')
  expect(manifest).toMatchObject({ dependencies: expect.any(Object), devDependencies: expect.any(Object) })
  const { dependencies, devDependencies } = manifest as Record<string, Record<string, string>>
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  )
  expect(loose).toEqual([])
})

it('the lock file holds the packages of every system, also of those it was not written on', () => {
  const { packages } = read('package-lock.json') as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>
  }
  const absent = Object.values(packages)
    .flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}))
    .filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)))
  expect(absent).toEqual([])
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { projectFacts } from './project-commands'

let dir = ''

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'deck-facts-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const write = (name: string, text: string) => writeFile(join(dir, name), text)
const commands = async () => (await projectFacts(dir)).commands.map(({ command }) => command)

test('scripts, targets and recipes, each with where it was found', async () => {
  await write('package.json', '{ "scripts": { "test": "vitest  run", "lint": "oxlint" } }')
  await write('devbox.json', '{ "shell": { "scripts": { "agent-big": ["claude --model opus"] } } }')
  await write('Makefile', 'VERSION := 1\n.PHONY: build\nbuild: main.c\n\tcc main.c\nbuild: other.c\nx%y:\n')
  await write(
    'justfile',
    "set shell := ['sh']\nname := 'x'\n\ndeploy target='prod': test\n  ./deploy\n@test:\n  true\n",
  )
  await write('Cargo.toml', '[package]\n')
  expect(await projectFacts(dir)).toEqual({
    commands: [
      { command: 'devbox run agent-big', from: 'devbox.json: claude --model opus' },
      { command: 'npm test', from: 'package.json: vitest run' },
      { command: 'npm run lint', from: 'package.json: oxlint' },
      { command: 'make build', from: 'Makefile' },
      { command: 'just deploy', from: 'justfile' },
      { command: 'just test', from: 'justfile' },
      { command: 'cargo test', from: 'Cargo.toml' },
      { command: 'cargo clippy', from: 'Cargo.toml' },
      { command: 'cargo build', from: 'Cargo.toml' },
    ],
    manifests: ['Cargo.toml', 'Makefile', 'devbox.json', 'justfile', 'package.json'],
  })
})

test('the program that runs scripts is the one of the lock file, or the one that is named', async () => {
  await write('pnpm-lock.yaml', '')
  await write('package.json', '{ "scripts": { "test": "x" } }')
  expect(await commands()).toEqual(['pnpm test'])
  await write('package.json', '{ "packageManager": "yarn@4.1.0", "scripts": { "test": "x" } }')
  expect(await commands()).toEqual(['yarn test'])
})

test('a name that is more than one word for a shell is not taken', async () => {
  await write('package.json', '{ "scripts": { "a b": "x", "c;rm -rf": "y", "ok:all": "z" } }')
  expect(await commands()).toEqual(['npm run ok:all'])
})

test('files that cannot be read as they should be tell nothing', async () => {
  await write('package.json', '{ not json')
  await write('devbox.json', '[]')
  expect(await commands()).toEqual([])
  expect(await projectFacts(join(dir, 'missing'))).toEqual({ commands: [], manifests: [] })
})

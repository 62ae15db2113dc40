import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeCommandFolder } from './command-folder'

const run = promisify(execFile)

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'deck-command-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

it.skipIf(process.platform === 'win32').each([
  ['delegate', ''],
  ['work-done', ''],
  ['peek', ''],
  ['run', '/certificates.pem'],
  ['environment', '/certificates.pem'],
  ['ask me', '/certificates.pem'],
])('the command starts %j with these certificates: %j', async (verb, certificates) => {
  const tell = 'printf "%s|%s" "${NODE_EXTRA_CA_CERTS-none}" "$*"'
  const start = { exec: ['/bin/sh', '-c', tell], runAsNode: false, dist: '/dist' }
  const command = join(await writeCommandFolder(home, start, process.platform), 'dot-agent-deck')
  const env = { PATH: process.env['PATH'] ?? '' }
  const named = await run(command, [verb, 'a  b'], {
    env: { ...env, NODE_EXTRA_CA_CERTS: '/certificates.pem' },
  })
  expect(named.stdout).toBe(`${certificates}|${verb} a  b`)
  const unnamed = await run(command, [verb], { env })
  expect(unnamed.stdout).toBe(`none|${verb}`)
})

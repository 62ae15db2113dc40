import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { installedAgents } from './detect-agent'
import { findProgram } from './find-program'
import { whyNotFound } from './launch-command'

let folder = ''
let bin = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deck-path-'))
  bin = join(folder, 'bin')
  await mkdir(join(bin, 'opencode'), { recursive: true })
  for (const name of ['claude', 'codex', 'devbox']) await writeFile(join(bin, name), '#!/bin/sh\n')
  await chmod(join(bin, 'claude'), 0o755)
  await chmod(join(bin, 'devbox'), 0o755)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe.skipIf(process.platform === 'win32')('on the PATH', () => {
  const search = () => ({
    env: { PATH: ['', 'relative', join(folder, 'absent'), bin].join(delimiter) },
    platform: process.platform,
  })

  test('only executable files count', async () => {
    expect(await findProgram('claude', search())).toBe(join(bin, 'claude'))
    expect(await findProgram('codex', search())).toBeUndefined()
    expect(await findProgram('opencode', search())).toBeUndefined()
    expect(await installedAgents(search())).toEqual([
      { id: 'claude', label: 'Claude Code', command: 'claude' },
    ])
  })

  test.each([
    ['claude --model opus', undefined],
    ['A=b env -i sudo -u ada devbox run agent', undefined],
    ['cd app && claude', undefined],
    ['$AGENT --fast', undefined],
    ['PATH=/opt/bin agent', undefined],
    ['source .env && agent', undefined],
    ['./bin/claude', undefined],
    ['agent --fast', 'Command not found: agent. Install it, or change the command.'],
    ['cd app && agent', 'Command not found: agent. Install it, or change the command.'],
    ["A='b c' codex", 'Command not found: codex. Install it, or change the command.'],
    [
      './bin/codex',
      'Not an executable file: ./bin/codex. Correct the path, make it executable, or change the command.',
    ],
  ])('%s', async (command, expected) => {
    expect(await whyNotFound(command, { ...search(), cwd: folder })).toBe(expected)
  })
})

import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { forgetLoginEnvironment, loginEnvironment, personShell, readLoginEnvironment } from './login-env'
import type { SpawnProbe } from './login-env'

let home = ''
const base = () => ({ HOME: home, PATH: process.env['PATH'], INHERITED: 'yes', TERM: 'xterm', SHLVL: '3' })

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'deck-home-'))
  forgetLoginEnvironment()
})
afterEach(() => rm(home, { recursive: true, force: true }))

describe.skipIf(process.platform === 'win32')('with a real shell', () => {
  test('reads what the start-up files set, through their noise', async () => {
    await writeFile(
      join(home, '.profile'),
      'echo "Welcome = ada"\nprintf "no newline"\nexport FROM_PROFILE="two\nlines"\nexport PATH="/from-profile:$PATH"\n',
    )
    await writeFile(
      join(home, '.bashrc'),
      'echo deck-; export FROM_BASHRC=1\nexport PATH="/from-bashrc:$PATH"\n',
    )
    const notes: string[] = []
    const env = await readLoginEnvironment({
      shell: '/bin/bash',
      platform: 'linux',
      base: base(),
      note: (text) => notes.push(text),
    })
    expect(notes).toEqual([])
    expect(env).toMatchObject({ FROM_PROFILE: 'two\nlines', FROM_BASHRC: '1', INHERITED: 'yes' })
    expect(env['PATH']).toMatch(/^\/from-bashrc:\/from-profile:/)
    expect(env).toMatchObject({ TERM: 'xterm', SHLVL: '3' })
    expect(env).not.toHaveProperty('ELECTRON_RUN_AS_NODE')
    expect(env).not.toHaveProperty('DISABLE_AUTO_UPDATE')
    expect(env).not.toHaveProperty('PWD')
  })

  test('a start-up file that never ends is not waited for, and is ended', async () => {
    await writeFile(join(home, '.profile'), 'while :; do sleep 1; done\n')
    let ended: Promise<unknown> = Promise.resolve()
    const watched: SpawnProbe = (file, args, options) => {
      const child = spawn(file, args, options)
      ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
      return child
    }
    const notes: string[] = []
    const env = await readLoginEnvironment({
      shell: '/bin/sh',
      platform: 'linux',
      base: base(),
      timeoutMs: 300,
      spawn: watched,
      note: (text) => notes.push(text),
    })
    expect(env).toEqual(base())
    expect(notes).toEqual([
      expect.stringMatching(/^Your shell \(\/bin\/sh\) did not answer in time, so the app's own/),
    ])
    expect(await ended).toBe('SIGKILL')
  })

  test('a start-up file that leaves gives no answer', async () => {
    await writeFile(join(home, '.profile'), 'exit 3\n')
    const notes: string[] = []
    const options = { platform: 'linux', base: base(), note: (text: string) => notes.push(text) } as const
    expect(await readLoginEnvironment({ ...options, shell: '/bin/sh' })).toEqual(base())
    expect(await readLoginEnvironment({ ...options, shell: join(home, 'absent') })).toEqual(base())
    expect(notes).toEqual([
      expect.stringContaining('ended without an answer'),
      expect.stringContaining('could not be started'),
    ])
  })

  test('is asked once per shell', async () => {
    let starts = 0
    const counted: SpawnProbe = (file, args, options) => {
      starts++
      return spawn(file, args, options)
    }
    const options = { shell: '/bin/sh', platform: 'linux', base: base(), spawn: counted } as const
    const [first, second] = await Promise.all([loginEnvironment(options), loginEnvironment(options)])
    expect(first).toBe(second)
    expect(starts).toBe(1)
    forgetLoginEnvironment()
    await loginEnvironment(options)
    expect(starts).toBe(2)
  })
})

test('on Windows the desktop has given the environment already', async () => {
  const refused: SpawnProbe = () => {
    throw new Error('must not be started')
  }
  const env = await readLoginEnvironment({
    shell: '',
    platform: 'win32',
    base: { Path: 'C:\\bin' },
    spawn: refused,
  })
  expect(env).toEqual({ Path: 'C:\\bin' })
})

test('a shell that refuses logins is not a person’s shell', () => {
  expect(personShell({ SHELL: '/bin/zsh' })).toBe('/bin/zsh')
  expect(personShell({ SHELL: '/usr/sbin/nologin' })).not.toMatch(/nologin/)
})

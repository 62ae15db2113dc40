import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { templates } from '#shared/templates/index'
import { type CliIo, RefusedHere, UsageError, type Verb } from '../args'
import { config } from './config'
import { init } from './init'
import { validate } from './validate'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deck-verbs-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Exit code as the command gives it, and what was printed. */
async function run(verb: Verb, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const io: CliIo = {
    cwd: folder,
    env: { DOT_AGENT_DECK_HOME: join(folder, 'deck', 'home'), PATH: join(folder, 'bin') },
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
    stdin: () => Promise.reject(new Error('must not be read')),
    interactive: false,
    question: () => Promise.reject(new Error('must not be asked')),
    onKeys: () => () => {},
    size: () => undefined,
    onInterrupt: () => () => {},
  }
  try {
    return { code: await verb(args, io), out, err }
  } catch (error) {
    if (error instanceof UsageError) return { code: 2, out, err: error.message }
    if (error instanceof RefusedHere) return { code: 1, out, err: error.message }
    throw error
  }
}

/** A program of this name on the PATH. */
async function program(name: string): Promise<void> {
  await mkdir(join(folder, 'bin'))
  await writeFile(join(folder, 'bin', name), '#!/bin/sh\n')
  await chmod(join(folder, 'bin', name), 0o755)
}

const write = (text: string) => writeFile(join(folder, '.dot-agent-deck.toml'), text)

describe('validate', () => {
  test('no config', async () => {
    expect(await run(validate)).toEqual({
      code: 1,
      out: '',
      err: 'There is no .dot-agent-deck.toml. Create it with: dot-agent-deck init\n',
    })
    expect((await run(validate, '-p', 'absent')).code).toBe(1)
  })

  test('errors fail, with place and fix', async () => {
    await write('[[orchestrations]]\nname = "dev"\nmax_round = 2\n')
    expect(await run(validate)).toEqual({
      code: 1,
      out: '',
      err:
        '.dot-agent-deck.toml:1:3: error: Orchestration dev has no roles; it needs at least two\n' +
        '  Add [[orchestrations.roles]] tables: an orchestrator with start = true, and a worker.\n' +
        '.dot-agent-deck.toml:3:1: warning: `max_round` is not a key of [[orchestrations]], so it has no effect\n' +
        '  Did you mean `max_rounds`?\n' +
        '1 error, 1 warning\n',
    })
  })

  test('warnings alone do not fail; --json tells all', async () => {
    await write('shell_init = "x"\n')
    expect((await run(validate)).code).toBe(0)
    const { code, out, err } = await run(validate, '--path', '.dot-agent-deck.toml', '--json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({
      valid: true,
      diagnostics: [{ severity: 'warning', line: 1, column: 1 }],
    })
  })

  test('a command that is not there is a warning', async () => {
    const role = (name: string) => `[[orchestrations.roles]]\nname = "${name}"\ncommand = "claude"\n`
    await write(
      `[[orchestrations]]\nname = "t"\n${role('lead')}start = true\n${role('a')}description = "b"\n`,
    )
    expect(await run(validate)).toEqual({
      code: 0,
      out: '',
      err:
        '.dot-agent-deck.toml:5:1: warning: Command not found: claude, in 2 places\n' +
        '  Install it and sign in once, or use an agent that is installed.\n' +
        '0 errors, 1 warning\n',
    })
  })

  test('wrong usage', async () => {
    expect((await run(validate, '--fast')).code).toBe(2)
    expect((await run(validate, 'here')).code).toBe(2)
  })
})

describe('init', () => {
  test.each(templates)('writes the template $id', async ({ id, title }) => {
    const { code, out } = await run(init, '--template', id)
    expect([code, out]).toEqual([0, expect.stringContaining(`: ${title} (orchestrator, `)])
    expect((await run(validate)).code).toBe(0)
  })

  test('writes a valid config, once', async () => {
    await program('claude')
    expect(await run(init)).toMatchObject({ code: 0, err: '' })
    const { code, out, err } = await run(validate)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    // Nothing is wrong with reviewers that think like the coder; it is said all the same.
    expect(out).toMatch(/^\.dot-agent-deck\.toml is valid\.\n.*: advice: reviewer works with the same model/)
    await write('# mine\n')
    expect(await run(init, '--template', 'solo')).toMatchObject({ code: 1, out: '' })
    expect(await readFile(join(folder, '.dot-agent-deck.toml'), 'utf8')).toBe('# mine\n')
  })

  test('another folder and template', async () => {
    await mkdir(join(folder, 'app'))
    expect((await run(init, '-p', 'app', '--template', 'solo')).code).toBe(0)
    expect(await readFile(join(folder, 'app', '.dot-agent-deck.toml'), 'utf8')).toContain('name = "solo"')
    expect(await run(init, '-p', 'absent')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^There is no folder/),
    })
  })

  test('an unknown template names the nearest and all', async () => {
    const { code, err } = await run(init, '--template', 'sole')
    expect(code).toBe(2)
    expect(err).toMatch(/^There is no template "sole". Did you mean "solo"\?/)
    expect(err).toMatch(/code-review[^]*tdd[^]*plan-first[^]*research[^]*solo/)
  })
})

describe('config', () => {
  const file = () => join(folder, 'deck', 'home', 'config.toml')

  test('defaults, then what was set; comments stay', async () => {
    expect((await run(config, 'get', 'bell.on_idle')).out).toBe('false\n')
    expect(await run(config, 'set', 'bell.on_idle', 'true')).toEqual({ code: 0, out: '', err: '' })
    await writeFile(file(), `# mine\n${await readFile(file(), 'utf8')}# end\n`)
    await run(config, 'set', 'default_command', 'claude --model "opus"')
    expect((await run(config, 'get', 'default_command')).out).toBe('claude --model "opus"\n')
    expect((await run(config, 'get', 'bell.on_idle')).out).toBe('true\n')
    expect(await readFile(file(), 'utf8')).toMatch(/# mine\n[^]*# end\n$/)
  })

  test('what cannot be set', async () => {
    expect(await run(config, 'set', 'bell.on_idle', 'yes')).toMatchObject({
      code: 1,
      err: 'bell.on_idle must be true or false, not "yes".',
    })
    expect(await run(config, 'get', 'bell.on_idel')).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /^There is no setting "bell.on_idel". Did you mean bell.on_idle\? There are: default_command/,
      ),
    })
    for (const args of [
      [],
      ['get'],
      ['set', 'bell.enabled'],
      ['get', 'bell.enabled', 'x'],
      ['list', 'bell.enabled'],
    ]) {
      expect((await run(config, ...args)).code).toBe(2)
    }
  })

  test('a broken file is read as the defaults, and not overwritten', async () => {
    await run(config, 'set', 'bell.on_idle', 'true')
    await writeFile(file(), 'bell =\n')
    expect(await run(config, 'get', 'bell.on_idle')).toMatchObject({
      code: 0,
      out: 'false\n',
      err: expect.stringContaining('line 1'),
    })
    expect((await run(config, 'set', 'bell.on_idle', 'true')).code).toBe(1)
    expect(await readFile(file(), 'utf8')).toBe('bell =\n')
  })
})

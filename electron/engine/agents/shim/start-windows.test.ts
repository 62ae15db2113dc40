import { describe, expect, it } from 'vitest'
import { CLAUDE_COMMAND } from '../claude/arguments'
import { SHIM_CASES } from '../claude/shim-cases'
import { shellQuote } from './posix'
import { START_CASES } from './cases'
import { readStartFacts } from './start-facts'
import { findReal, planStart, startEnvironment, type StartInput } from './start-windows'
import { windowsShim } from './windows'

const facts = { args: [], settings: 'SETTINGS', sessionArgs: ['--session-id', 'ID'] }

function plan(args: string[], changes: Partial<StartInput> = {}): ReturnType<typeof planStart> {
  const merge = (theirs: string): string => (theirs.startsWith('{') ? 'MERGED' : theirs)
  return planStart({
    cli: CLAUDE_COMMAND,
    args,
    facts,
    terminal: true,
    firstPrompt: 'FIRST',
    claim: () => true,
    merge,
    ...changes,
  })
}

describe('a start of claude', () => {
  it.each(SHIM_CASES)('$args', ({ args, real }) => {
    expect(plan(args)).toEqual({ args: real ?? args, plain: real === undefined })
  })

  it('is plain for a second one, and without a terminal', () => {
    expect(plan(['--model', 'x'], { claim: () => false })).toEqual({ args: ['--model', 'x'], plain: true })
    expect(plan([], { terminal: false }).plain).toBe(true)
  })

  it('does not use up the claim when it is plain for another reason', () => {
    let claims = 0
    const claim = (): boolean => (claims += 1) === 1
    plan(['-p', 'x'], { claim })
    plan([], { claim, terminal: false })
    expect(claims).toBe(0)
  })

  it('goes on with a session, and does without a prompt', () => {
    const resumed = plan([], {
      facts: { ...facts, sessionArgs: ['--resume', 'OLD'] },
      firstPrompt: undefined,
    })
    expect(resumed.args).toEqual(['--settings', 'SETTINGS', '--resume', 'OLD'])
  })
})

describe('a start of any CLI', () => {
  it.each(START_CASES)('$cli.program $args', ({ cli, args, real, promptLeft }) => {
    const added = { args: ['ADDED'], sessionArgs: ['--session-id', 'ID'] }
    expect(plan(args, { cli, facts: added })).toEqual({
      args: real ?? args,
      plain: real === undefined,
      ...(promptLeft ? { promptLeft } : {}),
    })
  })
})

describe('the file of a start', () => {
  it('is read as it was written, and not at all when something is missing', () => {
    const written = {
      cli: { ...CLAUDE_COMMAND, sessionCommands: { words: ['resume'], newest: '--last' } },
      facts: { claim: 'c', prompt: 'p', args: ['a'], sessionArgs: [], env: { A: 'b' } },
      hookEnv: ['H'],
    }
    expect(readStartFacts(JSON.parse(JSON.stringify(written)))).toEqual(written)
    const damaged: unknown = { ...written, facts: { ...written.facts, args: [1] } }
    expect(() => readStartFacts(damaged)).toThrow('Start the agent again')
  })
})

describe('the environment of a start', () => {
  const base = { PATH: '/bin', HOOK_ONLY: '1', DOT_AGENT_DECK_TOKEN: 't', THEIRS: 'own', OURS: 'x' }
  const start = { hookEnv: ['HOOK_ONLY'], ours: { THEIRS: 'ours', OURS: 'x', MORE: 'y' } }

  it('adds our variables, but never over the person’s', () => {
    expect(startEnvironment(base, { ...start, plain: false })).toEqual({
      PATH: '/bin',
      DOT_AGENT_DECK_TOKEN: 't',
      THEIRS: 'own',
      OURS: 'x',
      MORE: 'y',
    })
  })

  it('takes them and the identity away from a plain start', () => {
    expect(startEnvironment(base, { ...start, plain: true })).toEqual({ PATH: '/bin', THEIRS: 'own' })
  })
})

describe('finding the real program', () => {
  it('passes every shim folder by, on both kinds of path', () => {
    const files = new Set(['/deck/.dot-agent-deck-shim', '/deck/claude', '/usr/bin/claude'])
    const exists = (file: string): boolean => files.has(file)
    expect(findReal('/deck:/none:/usr/bin', ['claude'], 'linux', exists)).toBe('/usr/bin/claude')
    expect(findReal('/deck', ['claude'], 'darwin', exists)).toBeUndefined()
    const windows = new Set(['C:\\deck\\.dot-agent-deck-shim', 'C:\\deck\\claude.cmd', 'C:\\npm\\claude.cmd'])
    expect(
      findReal('C:\\deck;;C:\\npm', ['claude.exe', 'claude.cmd'], 'win32', (file) => windows.has(file)),
    ).toBe('C:\\npm\\claude.cmd')
  })
})

describe('words for shells', () => {
  it('quotes for sh', () => {
    expect(shellQuote('/plain/path-1.js')).toBe('/plain/path-1.js')
    expect(shellQuote("it's $x")).toBe(`'it'\\''s $x'`)
    expect(shellQuote('')).toBe("''")
  })

  it('writes batch files that set the environment and pass everything on', () => {
    const shim = windowsShim(
      ['C:\\a b\\deck.exe', 'C:\\hook.js'],
      { ELECTRON_RUN_AS_NODE: '1' },
      'C:\\100%\\shim.json',
    )
    expect(shim.start.split('\r\n')).toEqual([
      '@echo off',
      'setlocal',
      'set "ELECTRON_RUN_AS_NODE=1"',
      '"C:\\a b\\deck.exe" "C:\\hook.js" start-agent "C:\\100%%\\shim.json" %*',
      '',
    ])
    expect(shim.hook.split('\r\n')).toEqual([
      '@echo off',
      'setlocal',
      'set "NODE_EXTRA_CA_CERTS="',
      'set "ELECTRON_RUN_AS_NODE=1"',
      '"C:\\a b\\deck.exe" "C:\\hook.js" %*',
      '',
    ])
  })
})

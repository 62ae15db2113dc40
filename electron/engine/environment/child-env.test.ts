import fc from 'fast-check'
import { expect, test } from 'vitest'
import { childEnvironment } from './child-env'

test('drops what belongs to the app, keeps what belongs to the person', () => {
  const base = {
    HOME: '/home/ada',
    LANG: 'de_DE.UTF-8',
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
    CLAUDE_CONFIG_DIR: '/home/ada/.claude',
    NO_COLOR: '1',
    npm_config_registry: 'http://127.0.0.1:2',
    ELECTRON_RUN_AS_NODE: '1',
    NODE_OPTIONS: '--inspect',
    CHROME_DESKTOP: 'x.desktop',
    DOT_AGENT_DECK_PANE_ID: 'stale',
    TERM_PROGRAM: 'vscode',
    VSCODE_IPC_HOOK: '/x',
    TMUX: '/tmp/tmux',
    CLAUDECODE: '1',
    npm_lifecycle_event: 'start',
    GONE: undefined,
  }
  expect(childEnvironment({ base, platform: 'linux', additions: { DOT_AGENT_DECK_PANE_ID: 'p1' } })).toEqual({
    HOME: '/home/ada',
    LANG: 'de_DE.UTF-8',
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
    CLAUDE_CONFIG_DIR: '/home/ada/.claude',
    NO_COLOR: '1',
    npm_config_registry: 'http://127.0.0.1:2',
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    TERM_PROGRAM: 'dot-agent-deck',
    DOT_AGENT_DECK_PANE_ID: 'p1',
  })
})

test('gives a locale where there is none', () => {
  expect(childEnvironment({ base: {}, platform: 'linux' })['LANG']).toBe('C.UTF-8')
  expect(childEnvironment({ base: {}, platform: 'darwin' })['LANG']).toBe('en_US.UTF-8')
  expect(childEnvironment({ base: { LC_ALL: 'C' }, platform: 'linux' })['LANG']).toBeUndefined()
})

test('given folders lead the PATH, once', () => {
  const of = (base: Record<string, string>, platform: NodeJS.Platform, pathFolders: string[]) =>
    childEnvironment({ base, platform, pathFolders })
  expect(of({ PATH: '/usr/bin:/shim:/bin' }, 'linux', ['/shim', '/cli'])['PATH']).toBe(
    '/shim:/cli:/usr/bin:/bin',
  )
  expect(of({}, 'linux', ['/shim'])['PATH']).toBe('/shim')
  const windows = of({ Path: 'C:\\bin' }, 'win32', ['C:\\shim'])
  expect(windows).toMatchObject({ Path: 'C:\\shim;C:\\bin' })
  expect(windows).not.toHaveProperty('PATH')
})

test('on Windows names differ only in case', () => {
  const env = childEnvironment({
    base: { Electron_Run_As_Node: '1', term: 'x' },
    platform: 'win32',
    additions: { Deck: '1' },
  })
  expect(env).toEqual({
    term: 'xterm-256color',
    COLORTERM: 'truecolor',
    TERM_PROGRAM: 'dot-agent-deck',
    Deck: '1',
  })
})

test('whatever the base, nothing unwanted or unstartable gets through', () => {
  const name = fc.oneof(
    fc.constantFrom('ELECTRON_X', 'DOT_AGENT_DECK_TOKEN', 'PATH', 'A=B', 'A\0'),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.dictionary(name, fc.string({ unit: 'binary' })), (base) => {
      for (const [key, value] of Object.entries(childEnvironment({ base, platform: 'linux' }))) {
        expect(key).not.toMatch(/^ELECTRON_|^DOT_AGENT_DECK_|.=|\0/)
        expect(value).not.toContain('\0')
      }
    }),
  )
})

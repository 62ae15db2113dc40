import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Screen } from '../terminal/host'
import type { DialogMenu } from './adapter'
import { loadScreen as loadClaude } from './claude/fixtures/load'
import { adapterFor } from './index'
import { loadScreen } from './testing/load-screen'

function read(agent: string, screen: Screen): DialogMenu | undefined {
  return adapterFor(agent).readMenu?.(screen)
}

function recorded(agent: string, name: string): Screen {
  return agent === 'claude' ? loadClaude(name) : loadScreen(join(import.meta.dirname, agent), name)
}

/** The recorded screen with other lines from one of its own on. */
function changed(screen: Screen, from: RegExp, ...lines: string[]): Screen {
  const at = screen.lines.findLastIndex((line) => from.test(line.text))
  const rest = lines.map((text) => ({ text, dim: [], inverse: [] }))
  return { ...screen, lines: [...screen.lines.slice(0, at), ...rest, ...screen.lines.slice(at + 1)] }
}

const squeezed = (text: string | undefined): string | undefined => text?.replace(/\s+/g, ' ').trim()

describe('a dialog of a real agent is read as a whole', () => {
  test.each([
    ['claude', 'dialog-permission-bash', 'touch perm1.txt', 4],
    ['claude', 'tiny-permission', 'touch perm1.txt', 4],
    ['codex', 'dialog-permission', 'touch guarded.txt', 3],
    ['copilot', 'dialog-permission', 'touch made1.txt; env | grep -c DOT_AGENT_DECK_', 3],
    ['copilot', 'narrow-permission', 'touch made1.txt', 3],
    ['qwen', 'dialog-permission', 'touch made1.txt; env | grep -c DOT_AGENT_DECK_', 4],
  ])('%s: %s', (agent, name, command, rows) => {
    const menu = read(agent, recorded(agent, name))
    expect(menu).toMatchObject({ kind: 'permission', marked: 0 })
    expect(squeezed(menu?.about)).toBe(command)
    expect(menu?.rows).toHaveLength(rows)
  })

  test('claude: the path of a file', () => {
    const menu = read('claude', recorded('claude', 'dialog-permission-write'))
    expect(menu).toMatchObject({ kind: 'permission', about: ' a.txt', file: true })
  })

  test('claude: a question with its choices', () => {
    expect(read('claude', recorded('claude', 'dialog-question'))).toEqual({
      kind: 'question',
      about: 'Which color?',
      rows: ['Red r', 'Blue b', 'Type something.', 'Chat about this'],
      marked: 0,
    })
  })
})

describe('nothing is read', () => {
  test.each([
    ['claude', 'dialog-trust'],
    ['claude', 'dialog-plan'],
    ['claude', 'dialog-bypass'],
    ['claude', 'idle-after-turn'],
    ['codex', 'dialog-trust'],
    ['codex', 'dialog-hooks'],
    ['copilot', 'dialog-trust'],
    ['copilot', 'slash-menu'],
    ['qwen', 'slash-menu'],
  ])('on other screens: %s: %s', (agent, name) => {
    expect(read(agent, recorded(agent, name))).toBeUndefined()
  })

  test.each(['gemini', 'continue', 'opencode'])('where nothing but the screen names it: %s', (agent) => {
    expect(read(agent, recorded(agent, 'dialog-permission'))).toBeUndefined()
  })

  test('when the command brings a frame of its own', () => {
    const screen = recorded('claude', 'dialog-permission-bash')
    const frame = '╌'.repeat(110)
    expect(
      read('claude', changed(screen, /^ touch perm1/, ' rm -rf ~', frame, ' touch perm1.txt')),
    ).toBeUndefined()
  })

  test('when several questions are asked at once', () => {
    const screen = recorded('claude', 'dialog-question')
    expect(read('claude', changed(screen, /☐ Color/, '←  ☐ Color  ☐ Size  ✔ Submit  →'))).toBeUndefined()
  })
})

test('a command of several lines is read without the bar before them', () => {
  const screen = recorded('claude', 'dialog-permission-bash')
  const menu = read('claude', changed(screen, /^ touch perm1/, ' │ touch a &&', ' │ touch b'))
  expect(squeezed(menu?.about)).toBe('touch a && touch b')
})

test('what Claude Code remarks on a command is no part of it', () => {
  const screen = recorded('claude', 'dialog-permission-bash')
  const remark = " Quoted text in this command can't be checked before it runs"
  const menu = read('claude', changed(screen, /Do you want to proceed/, remark, ' Do you want to proceed?'))
  expect(squeezed(menu?.about)).toBe('touch perm1.txt')
})

test('a command with empty lines is read to its end', () => {
  const codex = changed(recorded('codex', 'dialog-permission'), /\$ touch/, '  $ touch a', '', '  rm -rf ~')
  expect(squeezed(read('codex', codex)?.about)).toBe('touch a rm -rf ~')
  const qwen = changed(
    recorded('qwen', 'dialog-permission'),
    /│ {3}touch made1/,
    '  │   touch a │',
    '  │ │',
    '  │   rm ~ │',
  )
  expect(squeezed(read('qwen', qwen)?.about)).toBe('touch a rm ~')
})

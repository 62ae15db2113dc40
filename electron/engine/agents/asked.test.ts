import { describe, expect, test } from 'vitest'
import type { DialogMenu, Observation } from './adapter'
import { certainAsk, visible } from './asked'
import { track } from './status'
import { newTracker, type TrackerState } from './status/tracker'

function after(...seen: Observation[]): TrackerState {
  return seen.reduce((state, each, index) => track(state, each, index + 1), newTracker(0))
}

function dialog(about: string, more: Partial<DialogMenu> = {}): DialogMenu {
  return { kind: 'permission', about, rows: ['Yes', "Yes, and don't ask again", 'No'], marked: 0, ...more }
}

const tool = (subject: string, name = 'Bash'): Observation => ({
  source: 'hook',
  kind: 'tool-start',
  tool: name,
  id: subject,
  subject,
})
const asks = (subject?: string): Observation => ({
  source: 'hook',
  kind: 'waiting',
  for: 'permission',
  tool: 'Bash',
  question: 'Allow Bash: …',
  ...(subject === undefined ? {} : { ask: { subject } }),
})

describe('a permission', () => {
  test('is certain when hook and dialog name the same', () => {
    const command = 'npm test &&\n  npm run build'
    expect(
      certainAsk(after(tool(command), asks(command)), dialog(' npm test &&\n npm run build')),
    ).toMatchObject({
      what: `Allow Bash: ${command}`,
    })
  })

  test.each([
    ['the dialog shows another command', after(tool('ls'), asks('ls')), dialog('rm -rf ~')],
    ['the dialog shows more than the command', after(tool('ls'), asks('ls')), dialog('rm -rf ~\nls')],
    ['the dialog shows nothing', after(tool('ls'), asks('ls')), dialog('')],
    ['there is no dialog', after(tool('ls'), asks('ls')), undefined],
    [
      'nothing but the screen says that it asks',
      after({ source: 'screen', reading: { box: 'absent', dialog: { kind: 'permission', title: 'ls' } } }),
      dialog('ls'),
    ],
    [
      'the hook names another tool than the one shown',
      after(tool('ls'), tool('rm -rf ~'), asks('rm -rf ~')),
      dialog('ls'),
    ],
    [
      'two tools are in hand and it is not said which asks',
      after(tool('ls'), tool('rm -rf ~'), asks()),
      dialog('ls'),
    ],
    ['it is a path by its end only', after(tool('/w/a.txt'), asks('/w/a.txt')), dialog('a.txt')],
    [
      'another file has the same ending',
      after(tool('/w/aa.txt'), asks('/w/aa.txt')),
      dialog('a.txt', { file: true }),
    ],
    ['every yes lasts', after(tool('ls'), asks('ls')), dialog('ls', { rows: ['Yes, always', 'No'] })],
  ])('is not when %s', (_, state, menu) => {
    expect(certainAsk(state, menu)).toBeUndefined()
  })

  test('of an agent that only says that it asks is about the tool in hand', () => {
    const blocked: Observation = { source: 'osc7501', state: 'blocked', kind: 'permission' }
    const state = after(tool('ls', 'exec_command'), blocked)
    expect(certainAsk(state, dialog('ls'))?.what).toBe('Allow exec_command: ls')
    expect(certainAsk(state, dialog('rm -rf ~'))).toBeUndefined()
  })

  test('may show a path by its end', () => {
    const state = after(tool('/w/src/a.txt', 'Write'), asks('/w/src/a.txt'))
    expect(certainAsk(state, dialog('src/a.txt', { file: true }))).toBeDefined()
  })

  test('that the agent takes an answer to needs no screen', () => {
    const reply = { id: 'per_1', key: 'k' }
    const state = after({
      source: 'hook',
      kind: 'waiting',
      for: 'permission',
      question: 'Allow bash: ls',
      ask: { reply },
    })
    expect(certainAsk(state, undefined)).toEqual({ what: 'Allow bash: ls', by: { reply } })
    expect(certainAsk(track(state, { source: 'hook', kind: 'answered' }, 9), undefined)).toBeUndefined()
  })
})

describe('a question', () => {
  const options = [{ label: 'Red', detail: 'warm' }, { label: 'Blue' }]
  const question: Observation = {
    source: 'hook',
    kind: 'waiting',
    for: 'question',
    question: 'Which color?',
    ask: { options },
  }
  const shown = {
    kind: 'question',
    rows: ['Red warm', 'Blue', 'Type something.'],
  } satisfies Partial<DialogMenu>

  test('is certain when the dialog has its words and its choices', () => {
    expect(certainAsk(after(question), dialog('Which color?', shown))).toMatchObject({
      what: 'Which color?',
      options,
    })
  })

  test.each([
    ['the words are others', dialog('Which size?', shown)],
    ['the choices stand in another order', dialog('Which color?', { ...shown, rows: ['Blue', 'Red warm'] })],
    ['a choice is missing', dialog('Which color?', { ...shown, rows: ['Red warm', 'Type something.'] })],
  ])('is not when %s', (_, menu) => {
    expect(certainAsk(after(question), menu)).toBeUndefined()
  })
})

test('each thing that is asked has a number of its own', () => {
  expect(after(asks('a')).asks).toBe(1)
  expect(after(asks('a'), asks('a')).asks).toBe(2)
  const repeated: Observation = { source: 'osc7501', state: 'blocked', kind: 'permission' }
  expect(after(asks('a'), repeated).asks).toBe(1)
  expect(after(repeated, asks('a')).asks).toBe(1)
})

test('what cannot be seen is shown as what it is', () => {
  expect(visible('rm \u202eX\u200b\ta\nb')).toBe('rm \\u{202e}X\\u{200b} a\nb')
})

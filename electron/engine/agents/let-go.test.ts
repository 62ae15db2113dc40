import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Screen } from '../terminal/host'
import type { AgentAdapter } from './adapter'
import { claude } from './claude/index'
import { loadScreen as loadClaude } from './claude/fixtures/load'
import { copilot } from './copilot/index'
import { pi } from './pi/index'
import { qwen } from './qwen/index'
import { loadScreen } from './testing/load-screen'

const DRAFT = 'half typed draft'
const load = (name: string) => loadScreen(join(import.meta.dirname, name), 'draft')

/** The same screen with other words, and more printed. */
function edited(screen: Screen, from: string, to: string): Screen {
  const lines = screen.lines.map((line) => ({ ...line, text: line.text.replace(from, to) }))
  return { ...screen, lines, outputBytes: screen.outputBytes + 1, lastOutputAt: 2000 }
}

/** Each agent with its text in the box, and a line above the box where its conversation can go on. */
const AGENTS: [string, AgentAdapter, Screen, string][] = [
  ['Claude Code', claude, loadClaude('draft'), '~/work'],
  ['Qwen Code', qwen, load('qwen'), 'Echo 31 95a73dedc191'],
  ['Copilot CLI', copilot, load('copilot'), 'Echo 99 f242cb93ccf8'],
  ['Pi', pi, load('pi'), 'Echo 31 95a73dedc191'],
]

describe.each(AGENTS)('%s, of which no hook is heard', (_name, agent, before, above) => {
  const emptied = edited(edited(before, DRAFT, ''), '', '')
  const submitted = edited(emptied, above, DRAFT)

  it('has taken what left its box for the conversation', () => {
    expect(agent.readScreen(before, { now: 0, typedSinceSubmit: 0 })).toMatchObject({ draft: DRAFT })
    expect(agent.sawSubmit(DRAFT, before, submitted)).toBe(true)
    expect(agent.sawSubmit(DRAFT, undefined, submitted, 1000)).toBe(true)
  })

  it('has not taken what still stands in its box, or was deleted there', () => {
    expect(agent.sawSubmit(DRAFT, before, edited(before, above, DRAFT))).toBe(false)
    expect(agent.sawSubmit(DRAFT, before, emptied)).toBe(false)
    // The same was said before.
    expect(agent.sawSubmit(DRAFT, edited(before, above, DRAFT), submitted)).toBe(false)
  })

  it('proves nothing by a screen of which it is not known what it was before', () => {
    expect(agent.sawSubmit(DRAFT, undefined, submitted)).toBe(false)
    expect(agent.sawSubmit(DRAFT, undefined, submitted, 3000)).toBe(false)
    expect(agent.sawSubmit(DRAFT, before, { ...submitted, outputBytes: before.outputBytes })).toBe(false)
  })
})

it('knows a text by its longest line where the first is followed by the time of day', () => {
  const before = edited(load('copilot'), DRAFT, 'Other words')
  const after = edited(edited(before, 'Other words', ''), 'second line', 'this very thing')
  expect(copilot.sawSubmit('First "prompt" here\nthis very thing', before, after)).toBe(true)
})

it('is not misled by a draft that was put aside and is back', () => {
  const drafted = loadClaude('draft')
  const before = edited(drafted, DRAFT, 'Please do it')
  const after = edited(edited(drafted, '~/work', 'Please do it'), '', '')
  expect(claude.sawSubmit('Please do it', before, after)).toBe(true)
})

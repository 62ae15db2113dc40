import { expect, it } from 'vitest'
import { parsed } from '../config/read.fixture'
import { workspaceOf } from './open-mode'

function opened(text: string) {
  const [mode] = parsed(`[[modes]]\nname = "dev"\n${text}`).config.modes
  if (!mode) throw new Error('no mode')
  return workspaceOf('r', mode)
}

it('has the defaults of the terminal version', () => {
  const { sides, rules } = opened(
    `[[modes.panes]]\ncommand = "git status"\n[[modes.rules]]\npattern = "a"\nwatch = true\n[[modes.rules]]\npattern = "b"\n`,
  )
  expect(sides).toEqual([
    { side: 'r-f0', kind: 'fixed', name: 'git status', command: 'git status', every: 10 },
    { side: 'r-r0', kind: 'reactive', name: 'Reactive 1' },
    { side: 'r-r1', kind: 'reactive', name: 'Reactive 2' },
  ])
  expect(rules).toEqual([{ pattern: 'a', every: 5 }, { pattern: 'b' }])
})

it('has no reactive pane without a rule, and what makes it ready comes first', () => {
  const workspace = opened(
    `init_command = "devbox shell"\nseed_prompt = "Hello"\n[[modes.panes]]\ncommand = "npm run dev"\nname = "server"\nwatch = false\n`,
  )
  expect(workspace).toEqual({
    mode: 'dev',
    seed: 'Hello',
    sides: [
      { side: 'r-init', kind: 'init', name: 'Getting ready', command: 'devbox shell' },
      { side: 'r-f0', kind: 'fixed', name: 'server', command: 'npm run dev' },
    ],
    rules: [],
  })
})

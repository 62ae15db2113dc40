import { expect, test } from 'vitest'
import type { ProjectView } from '#shared/contract/views'
import { editWords } from './edit-words'

const team = { name: 't', roles: [] }
const mode = { name: 'm', panes: [], rules: [], reactivePanes: 0 }
const project = (changes: Partial<ProjectView>): ProjectView => ({
  dir: '/p',
  name: 'p',
  config: 'ok',
  configFile: '/p/.dot-agent-deck.toml',
  diagnostics: [],
  orchestrations: [],
  modes: [],
  consent: null,
  offer: 'never',
  ...changes,
})

test.each([
  ['Edit the team', { orchestrations: [team], modes: [mode] }],
  ['Edit the teams', { orchestrations: [team, team] }],
  ['Edit the workspace', { modes: [mode] }],
  ['Edit the workspaces', { modes: [mode, mode] }],
  ['Edit the config', {}],
  ['Edit the config', { config: 'broken' as const }],
  ['Build a team yourself', { config: 'none' as const }],
])('%s', (words, changes) => {
  expect(editWords(project(changes))).toBe(words)
})

test('a folder that is not known yet', () => {
  expect(editWords(undefined)).toBe('Edit the team')
})

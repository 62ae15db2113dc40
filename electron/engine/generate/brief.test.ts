import { expect, test } from 'vitest'
import { describedRoles } from '#shared/templates/index'
import { parseConfig } from '../config/read'
import { libraryText, teamBrief, type BriefFacts } from './brief'

const about: BriefFacts = {
  facts: { commands: [{ command: 'npm test', from: 'package.json: a\u0007b' }], manifests: ['package.json'] },
  agents: [{ label: 'Codex', command: 'codex' }],
  asked: 'codex',
  proposal: 'run/proposal.toml',
  library: 'run/role-library.md',
  example: 'run/example-config.md',
  existing: undefined,
}

test('the brief begins with what is forbidden, and ends with how the proposal is handed in', () => {
  const text = teamBrief(about)
  expect(text.indexOf('## Never')).toBeLessThan(text.indexOf('## 1. Study'))
  expect(text).toContain('Never write to `.dot-agent-deck.toml` itself')
  expect(text).toContain('- `npm test` (package.json: a b)')
  expect(text).toContain('Codex (`codex`)')
  expect(text.indexOf('dot-agent-deck work-done --task')).toBeGreaterThan(text.indexOf('## 6. Hand it in'))
  expect(text).not.toContain('has a config already')
})

test('what is missing is said', () => {
  const text = teamBrief({ ...about, facts: { commands: [], manifests: [] }, agents: [], existing: 'x.toml' })
  expect(text).toContain('None were found.')
  expect(text).toContain('Installed here: none that is known.')
  expect(text).toContain('The folder has a config already: `x.toml`.')
})

test('every role of the library can stand in a config as it is, whatever starts it', () => {
  const roles = Object.values(describedRoles)
  const text = libraryText(roles, `sh -c "claude --x 'y'"`)
  const tables = /```toml\n([\s\S]*)```/.exec(text)?.[1] ?? ''
  const lead = `[[orchestrations]]\nname = "t"\n[[orchestrations.roles]]\nname = "lead"\ncommand = "x"\nstart = true\n`
  const parsed = parseConfig(lead + tables, 'x.toml')
  expect(parsed.diagnostics).toEqual([])
  const names = parsed.kind === 'ok' ? parsed.config.orchestrations[0]?.roles.map(({ name }) => name) : []
  expect(names).toEqual(['lead', ...roles.map(({ name }) => name)])
})

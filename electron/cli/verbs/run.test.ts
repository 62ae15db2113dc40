import { describe, expect, it } from 'vitest'
import type { ProjectView } from '#shared/contract/views'
import { chooseOrchestration } from './run'

function project(change: Partial<ProjectView> = {}, names: string[] = ['dev']): ProjectView {
  return {
    dir: '/p/shop',
    name: 'shop',
    config: 'ok',
    configFile: '/p/shop/.dot-agent-deck.toml',
    diagnostics: [],
    orchestrations: names.map((name) => ({ name, roles: [] })),
    modes: [],
    consent: null,
    offer: 'ask',
    ...change,
  }
}

describe('chooseOrchestration', () => {
  it('takes the only one, or the one that is named', () => {
    expect(chooseOrchestration(project(), undefined)).toBe('dev')
    expect(chooseOrchestration(project({}, ['dev', 'docs']), 'docs')).toBe('docs')
  })

  it.each([
    [project({ config: 'none' }, []), undefined, 'dot-agent-deck init -p "/p/shop"'],
    [project({}, ['dev', 'docs']), undefined, 'dev, docs'],
    [project(), 'dve', 'There is no orchestration "dve"'],
    [project({}, []), undefined, 'has no orchestration'],
  ])('refuses with the way out', (view, wanted, hint) => {
    expect(() => chooseOrchestration(view, wanted)).toThrow(hint)
  })

  it('shows where a broken config is wrong', () => {
    const diagnostic = {
      severity: 'error' as const,
      scope: '',
      message: '`clear` must be true or false',
      fix: 'Remove the quotes.',
      file: 'a.toml',
      line: 3,
      column: 9,
    }
    expect(() =>
      chooseOrchestration(project({ config: 'broken', diagnostics: [diagnostic] }), undefined),
    ).toThrow('a.toml:3:9: `clear` must be true or false\n  Remove the quotes.')
  })
})

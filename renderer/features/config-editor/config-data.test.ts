import { describe, expect, it } from 'vitest'
import { copyOf, freeName, teamsOf, type RoleLook } from './config-data'
import { columnsOf, describePlan, planOf } from './team-places'

describe('teamsOf', () => {
  const data = {
    orchestrations: [
      {
        name: 'flow',
        roles: [
          { name: 'lead', start: true },
          { name: 'coder', command: 'claude', gates: [{ name: 'tests' }], may_delegate_to: ['helper'] },
          { name: 'helper' },
        ],
      },
      'nonsense',
    ],
  }

  it('says who may give tasks to whom', () => {
    const [team, other] = teamsOf(data)
    expect(team?.roles.map((role) => role.delegates)).toEqual([['coder', 'helper'], ['helper'], []])
    expect(team?.roles[1]).toMatchObject({ command: 'claude', gates: ['tests'], start: false })
    expect(other).toEqual({ name: 'Team 2', roles: [] })
    expect(teamsOf(null)).toEqual([])
  })

  it('says what is checked, and where somebody has to say yes', () => {
    const [team] = teamsOf({
      orchestrations: [
        {
          roles: [
            { name: 'lead', start: true },
            { name: 'coder', gates: [{ name: 'tests' }, {}], plan: 'person', approval: 'none' },
            { name: 'release', approval: 'person', may_edit: false },
          ],
        },
      ],
    })
    expect(planOf(team?.roles ?? []).places.map((place) => place.notes)).toEqual([
      [],
      ['✓ tests, check 2', 'plan: your yes'],
      ['task: your yes', 'edits nothing'],
    ])
  })
})

describe('the drawing', () => {
  const role = (name: string, delegates: string[] = [], more: Partial<RoleLook> = {}): RoleLook => ({
    name,
    start: false,
    command: '',
    gates: [],
    plan: null,
    approval: false,
    mayEdit: true,
    delegates,
    ...more,
  })

  it('has each role behind those that give it tasks, once, and those of nobody beside the workers', () => {
    const roles = [
      role('lead', ['coder', 'lost'], { start: true, mayEdit: false }),
      role('coder', ['helper', 'lead']),
      role('helper', ['coder']),
      role('alone'),
    ]
    expect(columnsOf(roles)).toEqual([0, 1, 2, 1])
    const { lines } = planOf(roles)
    expect(lines.map((line) => line.back)).toEqual([false, true, false, true])
  })

  it('has no two roles on each other, and all of it inside', () => {
    const checked = { gates: ['tests', 'lint'], plan: 'person', approval: true } as const
    const roles = [
      role('lead', ['a', 'b', 'c'], { start: true }),
      role('a', ['b'], { ...checked, gates: [...checked.gates] }),
      role('b', ['d']),
      role('c'),
      role('d', ['lead']),
    ]
    const { places, width, height } = planOf(roles)
    for (const one of places) {
      expect(one.x + one.width).toBeLessThanOrEqual(width)
      expect(one.y).toBeGreaterThanOrEqual(0)
      expect(one.y + one.height).toBeLessThanOrEqual(height)
      for (const other of places) {
        if (other === one || other.column !== one.column) continue
        expect(other.y >= one.y + one.height || other.y + other.height <= one.y).toBe(true)
      }
    }
    expect(describePlan(places)).toContain(
      'a (✓ tests, lint; plan: your yes; task: your yes) gives tasks to b.',
    )
  })

  it('of no roles is empty', () => {
    expect(planOf([])).toMatchObject({ places: [], lines: [] })
  })
})

describe('names', () => {
  it('are made free', () => {
    expect(freeName('coder', ['Coder', 'coder-2'])).toBe('coder-3')
    expect(freeName('coder', [])).toBe('coder')
  })

  it('of copies are free, and a copy is no second orchestrator', () => {
    expect(copyOf({ name: 'lead', start: true, clear: false }, ['lead'], 'lead')).toEqual({
      name: 'lead-2',
      clear: false,
    })
    const roles = [{ name: 'lead', start: true }]
    expect(copyOf({ roles }, ['shop', 'Team 2'], 'Team 2')).toEqual({ name: 'Team 2-2', roles })
    expect(copyOf({ name: 'a', odd: null }, [], 'a')).toBeUndefined()
  })
})

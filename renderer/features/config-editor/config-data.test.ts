import { describe, expect, it } from 'vitest'
import { copyOfRole, freeName, teamsOf } from './config-data'
import { placesOf } from './team-places'

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
    expect(team?.roles[1]).toMatchObject({ command: 'claude', gates: 1, start: false })
    expect(other).toEqual({ name: 'Team 2', roles: [] })
    expect(teamsOf(null)).toEqual([])
  })

  it('is drawn with each role behind those that give it tasks, and once', () => {
    const places = placesOf([
      { name: 'lead', start: true, command: '', gates: 0, delegates: ['coder', 'lost'] },
      { name: 'coder', start: false, command: '', gates: 0, delegates: ['helper', 'lead'] },
      { name: 'helper', start: false, command: '', gates: 0, delegates: ['coder'] },
      { name: 'alone', start: false, command: '', gates: 0, delegates: [] },
    ])
    expect(places.map(({ column, row }) => [column, row])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [1, 1],
    ])
  })
})

describe('names', () => {
  it('are made free', () => {
    expect(freeName('coder', ['Coder', 'coder-2'])).toBe('coder-3')
    expect(freeName('coder', [])).toBe('coder')
  })

  it('of copies are free, and a copy is no second orchestrator', () => {
    expect(copyOfRole({ name: 'lead', start: true, clear: false }, ['lead'])).toEqual({
      name: 'lead-2',
      clear: false,
    })
  })
})

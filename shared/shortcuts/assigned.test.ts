import { describe, expect, it } from 'vitest'
import { keyedEntries, type ActionEntry } from './actions'
import { assignedKeys, clashOf, readableShortcuts, withKeys } from './assigned'
import { Chord, type Platform } from './chords'

const platforms: readonly Platform[] = ['linux', 'win32', 'darwin']
const entry = (id: string): ActionEntry => {
  const found = keyedEntries.find((each) => each.id === id)
  if (!found) throw new Error(`There is no action ${id}.`)
  return found
}

describe('assignedKeys', () => {
  it.each(platforms)('gives every action its default on %s: no two are the same', (platform) => {
    const withDefaults = keyedEntries.filter((each) => each.keys !== undefined)
    expect([...assignedKeys({}, platform).keys()]).toEqual(withDefaults.map(({ id }) => id))
    expect(withDefaults.every(({ keys }) => Chord.safeParse(keys).success)).toBe(true)
  })

  it('lets chosen keys go before a default, also where they are its keys for terminals', () => {
    expect(assignedKeys({ home: 'mod+shift+e' }, 'linux').has('toggle-panel')).toBe(false)
    expect(assignedKeys({ home: 'mod+shift+o' }, 'linux').has('open-folder')).toBe(false)
    expect(assignedKeys({ home: 'mod+shift+o' }, 'darwin').get('open-folder')).toBe('mod+o')
  })

  it('takes keys away', () => {
    expect(assignedKeys({ find: '' }, 'linux').has('find')).toBe(false)
  })
})

describe('clashOf', () => {
  it('names who has the keys, and nobody for those that are free or its own', () => {
    expect(clashOf('home', 'mod+shift+e', {}, 'linux')?.id).toBe('toggle-panel')
    expect(clashOf('home', 'mod+shift+f', {}, 'linux')?.id).toBe('find')
    expect(clashOf('home', 'mod+shift+f', {}, 'darwin')).toBeUndefined()
    expect(clashOf('home', 'mod+shift+e', { 'toggle-panel': '' }, 'linux')).toBeUndefined()
    expect(clashOf('find', 'mod+f', {}, 'linux')).toBeUndefined()
  })
})

describe('withKeys', () => {
  it('takes keys over, and writes no default down', () => {
    const taken = withKeys({}, 'home', 'mod+shift+e', entry('toggle-panel'))
    expect(taken).toEqual({ home: 'mod+shift+e', 'toggle-panel': '' })
    expect(withKeys(taken, 'toggle-panel', 'mod+shift+e', entry('home'))).toEqual({})
  })

  it('leaves what it does not know', () => {
    expect(withKeys({ 'of-a-newer-version': 'f9' }, 'find', '')).toEqual({
      'of-a-newer-version': 'f9',
      find: '',
    })
  })
})

it('of stored keys those that can be read count', () => {
  expect(readableShortcuts({ find: 'k', home: 'f9', settings: '', palette: 7 })).toEqual({
    home: 'f9',
    settings: '',
  })
  expect(readableShortcuts('mod+k')).toEqual({})
})

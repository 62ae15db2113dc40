import { expect, test } from 'vitest'
import { Settings, defaultSettings } from '#shared/contract/views'
import { changesTo, changesToDefaults, found, settingItems, valueText } from './settings-list'

test('the page has every setting once; keys have a list of their own', () => {
  const keys = [...settingItems.map((item) => item.key), 'shortcuts']
  expect(keys.toSorted()).toEqual(Object.keys(Settings.shape).toSorted())
})

test.each(settingItems)('$title offers what the engine takes, and nothing else', (item) => {
  const schema = Settings.shape[item.key]
  const takes = (value: unknown) => schema.safeParse(value).success
  if (item.kind === 'number') {
    expect([item.min - 1, item.min, item.max, item.max + 1].map(takes)).toEqual([false, true, true, false])
    expect((item.max - item.min) % item.step).toBe(0)
  }
  if (item.kind === 'choice') {
    expect(item.choices.map((choice) => choice.value).every(takes)).toBe(true)
    expect(takes('another')).toBe(false)
    expect(valueText(item, defaultSettings[item.key])).toBe(
      item.choices.find((choice) => choice.value === defaultSettings[item.key])?.label,
    )
  }
})

test('a search finds by title, by what a setting does and by its group', () => {
  const titles = (search: string) => found(settingItems, search).map((item) => item.title)
  expect(titles('')).toHaveLength(settingItems.length)
  expect(titles('THEME')).toEqual(['Theme'])
  expect(titles('questions')).toEqual(['When an agent waits for you'])
  expect(titles('notifications run')).toEqual(['When a run ends'])
  expect(titles('nothing like it')).toEqual([])
})

test('changes are what differs', () => {
  expect(changesToDefaults(defaultSettings)).toEqual({})
  const mine: Settings = { ...defaultSettings, theme: 'dark', panelOpen: false }
  expect(changesToDefaults(mine)).toEqual({ theme: 'system', panelOpen: true })
  expect(changesTo(mine, { theme: 'dark', layout: 'tiled' })).toEqual({ layout: 'tiled' })
  expect(changesTo(mine, { shortcuts: { find: 'mod+f' } })).toEqual({})
  expect(changesToDefaults({ ...mine, shortcuts: { find: 'f9' } })).toMatchObject({ shortcuts: {} })
})

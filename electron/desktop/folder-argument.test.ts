import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { folderArgument } from './folder-argument'

it('finds the folder among flags, with and without the app before it', () => {
  expect(folderArgument(['/opt/deck', '--no-sandbox', '/p/shop'], true, '/home')).toBe('/p/shop')
  expect(folderArgument(['/e/electron', '--no-sandbox', '/src', '/p/shop'], false, '/home')).toBe('/p/shop')
  expect(folderArgument(['/e/electron', '/src', 'shop'], false, '/home')).toBe(resolve('/home', 'shop'))
  expect(folderArgument(['/e/electron', '/src'], false, '/home')).toBeUndefined()
  expect(folderArgument(['/opt/deck'], true, '/home')).toBeUndefined()
})

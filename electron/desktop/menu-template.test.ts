import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import type { Shortcuts } from '#shared/shortcuts/assigned'
import { menuTemplate } from './menu-template'

function items(
  platform: NodeJS.Platform,
  act: (id: string) => void = () => {},
  shortcuts: Shortcuts = {},
): MenuItemConstructorOptions[] {
  const none = () => {}
  const top = menuTemplate(platform, 'Deck', { act, showWindow: none, reload: none, quit: none }, shortcuts)
  return top.flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []))
}

describe('menuTemplate', () => {
  it('asks the window for the actions that it knows', () => {
    const asked: string[] = []
    for (const item of items('linux', (id) => asked.push(id))) {
      if (item.click) (item.click as () => void)()
    }
    expect(asked.sort()).toEqual([
      'close-run',
      'find',
      'font-larger',
      'font-reset',
      'font-smaller',
      'layout-stacked',
      'layout-tiled',
      'new-agent',
      'next-attention',
      'open-folder',
      'palette',
      'settings',
      'shortcuts',
      'toggle-panel',
      'toggle-sidebar',
      'zoom-pane',
    ])
  })

  it.each(['linux', 'win32'] as const)('takes no chord away from a terminal on %s', (platform) => {
    // Roles without our own word register Electron's default keys; these have none, or none that a terminal uses.
    const harmless = new Set(['togglefullscreen', 'about'])
    const taking = items(platform).filter(
      (item) =>
        item.type !== 'separator' && item.registerAccelerator !== false && !harmless.has(item.role ?? ''),
    )
    expect(taking.filter((item) => item.accelerator !== undefined || item.role !== undefined)).toEqual([])
  })

  it('shows the keys as they are set', () => {
    const keysOf = (id: string, shortcuts: Shortcuts) =>
      items('linux', () => {}, shortcuts).find((item) => item.id === id)?.accelerator
    expect(keysOf('find', {})).toBe('CmdOrCtrl+F')
    expect(keysOf('find', { find: 'mod+shift+k' })).toBe('CmdOrCtrl+Shift+K')
    expect(keysOf('find', { find: '' })).toBeUndefined()
    expect(keysOf('layout-tiled', { 'layout-tiled': 'f9' })).toBe('F9')
  })

  it('has the app menu on macOS alone', () => {
    const roles = (platform: NodeJS.Platform) => items(platform).map((item) => item.role)
    expect(roles('darwin')).toEqual(expect.arrayContaining(['about', 'services', 'hide', 'close']))
    expect(roles('linux')).not.toContain('services')
    expect(items('darwin').filter((item) => item.id === 'quit')).toHaveLength(1)
    expect(items('linux').filter((item) => item.id === 'quit')).toHaveLength(1)
  })
})

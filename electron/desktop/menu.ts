import { Menu } from 'electron'
import { type Settings, defaultSettings } from '#shared/contract/views'
import { haveSameKeys } from '#shared/shortcuts/assigned'
import { type MenuActions, menuTemplate } from './menu-template'

/** The native menu, which shows the keys as they are set. */
export interface NativeMenu {
  follow(settings: Settings): void
}

/** Puts up the menu with the default keys, until it is told of others. */
export function createMenu(name: string, actions: MenuActions): NativeMenu {
  let { shortcuts } = defaultSettings
  function show(): void {
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, name, actions, shortcuts)))
  }
  show()
  return {
    follow(settings) {
      if (haveSameKeys(settings.shortcuts, shortcuts)) return
      shortcuts = settings.shortcuts
      show()
    },
  }
}

import type { MethodName, Output, ParsedInput, Push } from '#shared/contract/methods'
import type { Settings } from '#shared/contract/views'
import type { Preferences } from './store/preferences'

type SettingsMethod = Extract<MethodName, `settings.${string}`>

/** What settings need of the deck. */
interface SettingsPorts {
  preferences: () => Preferences
  changed(settings: Push<'settings'>): void
}

/** What a window may ask about the person's settings. */
export function settingsMethods({ preferences, changed }: SettingsPorts): {
  [M in SettingsMethod]: (input: ParsedInput<M>) => Promise<Output<M>>
} {
  return {
    'settings.set': async (patch) => {
      const settings = await preferences().change(withoutUndefined(patch))
      changed(settings)
      return settings
    },
    'settings.file': () => preferences().onDisk(),
  }
}

function withoutUndefined(patch: ParsedInput<'settings.set'>): Partial<Settings> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}

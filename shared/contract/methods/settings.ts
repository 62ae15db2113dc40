import { z } from 'zod'
import { Settings } from '../views'
import { method, nothing } from './method'

/** How the person wants the app. */
export const settingsMethods = {
  'settings.set': method(Settings.partial(), Settings),
  /** The file that settings are kept in, as it is on disk; `text` is null while nothing was changed yet. */
  'settings.file': method(nothing, z.object({ file: z.string(), text: z.string().nullable() })),
  /** Colours of the terminal theme in use, which agents may ask the terminal for. `#rrggbb`. */
  'terminal.theme': method(
    z.object({ foreground: z.string(), background: z.string(), cursor: z.string(), dark: z.boolean() }),
    nothing,
  ),
} as const

import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { App } from './app'
import { ROOT } from './runtimes'

/** Sizes that are looked at: a usual one, and one where space is short. CSS pixels. */
const large = { width: 1440, height: 900 } as const
const small = { width: 900, height: 600 } as const

/**
 * Takes pictures of the window in both themes for people to look at, into `test-results/screens/<project>`.
 * `role`: whose terminal must have its new size first.
 */
export async function lookAt(
  app: App,
  name: string,
  { role, alsoSmall = false }: { role?: string; alsoSmall?: boolean } = {},
): Promise<void> {
  const folder = join(ROOT, 'test-results', 'screens', app.projectKind)
  for (const [ending, size] of [['', large], ...(alsoSmall ? ([['-small', small]] as const) : [])] as const) {
    if (ending !== '') await app.running.resize(size.width, size.height)
    for (const theme of ['light', 'dark'] as const) {
      await app.page.emulateMedia({ colorScheme: theme })
      await expect(app.page.locator(`html[data-theme="${theme}"]`)).toHaveCount(1)
      if (role !== undefined) await app.window.isFitted(role)
      await app.page.screenshot({
        path: join(folder, `${name}${ending}-${theme}.png`),
        animations: 'disabled',
      })
    }
  }
  await app.page.emulateMedia({ colorScheme: 'light' })
  if (!alsoSmall) return
  await app.running.resize(large.width, large.height)
  if (role !== undefined) await app.window.isFitted(role)
}

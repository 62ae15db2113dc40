import { expect, type Locator, type Page } from '@playwright/test'

/** The window as a person sees it: by names and roles, not by how it is built. */
export class DeckWindow {
  constructor(private readonly current: () => Page) {}

  private get page(): Page {
    return this.current()
  }

  region(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true })
  }

  get home(): Locator {
    return this.page.getByRole('main', { name: 'Start' })
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' })
  }

  tabs(): Locator {
    return this.page.getByRole('tablist', { name: 'Runs' }).getByRole('tab')
  }

  tab(name: string | RegExp): Locator {
    return this.page.getByRole('tab', { name })
  }

  /** Cards of all roles, in their order. */
  cards(): Locator {
    return this.region('Team').getByRole('listitem').getByRole('button')
  }

  /** A role's card; its accessible name says everything that it shows. */
  card(role: string): Locator {
    return this.region('Team').getByRole('button', { name: new RegExp(`^${role}, `) })
  }

  async isIdle(role: string): Promise<void> {
    await expect(this.card(role)).toHaveAccessibleName(new RegExp(`^${role}, idle`))
  }

  async isWorking(role: string): Promise<void> {
    await expect(this.card(role)).toHaveAccessibleName(new RegExp(`^${role}, (working|thinking)`))
  }

  get needsYou(): Locator {
    return this.region('Needs you')
  }

  terminal(role: string): Locator {
    return this.region(`Terminal: ${role}`)
  }

  /** The text that a terminal shows. */
  screen(role: string): Locator {
    return this.terminal(role).locator('.xterm-rows')
  }

  /** What a pointer meets in a terminal. */
  surface(role: string): Locator {
    return this.terminal(role).locator('.xterm-screen')
  }

  /** Where on the page a terminal's line is, `x` pixels from its beginning; for the mouse. */
  async placeOf(role: string, text: RegExp, x: number): Promise<{ x: number; y: number }> {
    const line = this.screen(role).locator('> div').filter({ hasText: text })
    await expect(line).toBeVisible()
    const box = await line.boundingBox()
    if (!box) throw new Error(`${String(text)} is not on the screen of ${role}`)
    return { x: box.x + x, y: box.y + box.height / 2 }
  }

  /** Where a terminal takes keys. */
  input(role: string): Locator {
    return this.page.getByLabel(`Terminal input: ${role}`, { exact: true })
  }

  /** Goes to a role by its card, as a click does. */
  async show(role: string): Promise<void> {
    await this.card(role).click()
    await expect(this.terminal(role)).toBeVisible()
  }

  /** Puts the keyboard into a terminal. */
  async focus(role: string): Promise<void> {
    await this.surface(role).click()
    await expect(this.input(role)).toBeFocused()
  }

  entries(): Locator {
    return this.region('Timeline').getByRole('listitem')
  }

  entry(text: string | RegExp): Locator {
    return this.entries().filter({ hasText: text })
  }

  /** Opens the text behind a timeline entry; the list may still move when an entry is added at its end. */
  async openEntry(text: string | RegExp): Promise<void> {
    await expect(async () => {
      if (await this.document.isVisible()) return
      await this.entry(text).getByRole('button').click()
      await expect(this.document).toBeVisible({ timeout: 2000 })
    }).toPass()
  }

  get document(): Locator {
    return this.page.getByRole('region', { name: /^Document: / })
  }

  async closeDocument(): Promise<void> {
    await this.button('Back to the terminal').click()
    await expect(this.document).toBeHidden()
  }

  composer(role: string): Locator {
    return this.page.getByRole('textbox', { name: `Message to ${role}` })
  }

  /** Writes to a role in the composer, and sends it by the keyboard. */
  async send(role: string, text: string): Promise<void> {
    if (!(await this.composer(role).isVisible())) await this.show(role)
    await this.composer(role).fill(text)
    await this.composer(role).press('Control+Enter')
    await expect(this.composer(role)).toHaveValue('')
  }

  /** Agrees to the commands of a folder; its only team starts. */
  async agree(): Promise<void> {
    await this.button('Run these commands').click()
    await expect(this.region('Team')).toBeVisible()
  }

  /** Runs an action by its name in the palette. */
  async act(title: string): Promise<void> {
    await this.page.keyboard.press('Control+Shift+P')
    const palette = this.page.getByRole('dialog', { name: 'All actions' })
    await palette.getByRole('combobox').fill(title)
    await palette.getByRole('option', { name: title }).first().click()
    await expect(palette).toBeHidden()
  }

  /** Everything that a terminal holds, by its own menu: select all, and copy. */
  async copyAll(role: string, readClipboard: () => Promise<string>): Promise<string> {
    const surface = this.surface(role)
    await surface.click({ button: 'right' })
    await this.page.getByRole('menuitem', { name: 'Select everything' }).click()
    await surface.click({ button: 'right' })
    await this.page.getByRole('menuitem', { name: /^Copy/ }).click()
    await expect(this.page.getByRole('menu')).toBeHidden()
    return readClipboard()
  }

  /** The terminal fills the space that it has: after a change of size, the program has drawn for the new one. */
  async isFitted(role: string): Promise<void> {
    const host = this.terminal(role).locator('.terminal-host')
    // Less than one row of letters is left over below, and less than one column and a scrollbar at the side.
    await expect
      .poll(() =>
        host.evaluate((element) => {
          const screen = element.querySelector('.xterm-screen')
          if (!(screen instanceof HTMLElement)) return false
          const style = getComputedStyle(element.querySelector('.xterm') ?? element)
          const padding = (a: string, b: string) => Number.parseFloat(a) + Number.parseFloat(b)
          const wide =
            element.clientWidth - padding(style.paddingLeft, style.paddingRight) - screen.offsetWidth
          const tall =
            element.clientHeight - padding(style.paddingTop, style.paddingBottom) - screen.offsetHeight
          return wide >= -1 && wide < 40 && tall >= -1 && tall < 40
        }),
      )
      .toBe(true)
  }
}

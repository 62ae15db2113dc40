/** `npm run icons`: renders the icons from their drawings; needed only after a drawing has changed. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { ensureChromium } from './lib/chromium.mjs'
import { main, Problem, say } from './lib/console.mjs'
import { sandboxArguments } from './lib/display.mjs'
import { root } from './lib/paths.mjs'

/** Drawing, colour of its lines, width in px and file. macOS colours a file named `...Template` itself. */
const IMAGES = [
  ['icon.svg', '#000', 1024, 'icon.png'],
  ['icon.svg', '#000', 256, 'icon-256.png'],
  ['tray.svg', '#000', 16, 'trayTemplate.png'],
  ['tray.svg', '#000', 32, 'trayTemplate@2x.png'],
  ['tray.svg', '#1e2a3a', 16, 'tray-for-light.png'],
  ['tray.svg', '#1e2a3a', 32, 'tray-for-light@2x.png'],
  ['tray.svg', '#f4f7fb', 16, 'tray-for-dark.png'],
  ['tray.svg', '#f4f7fb', 32, 'tray-for-dark@2x.png'],
]

await main(async () => {
  const found = await ensureChromium()
  if ('missing' in found) throw new Problem(found.missing, 'Install Chromium and run the command again.')
  const browser = await chromium.launch({ executablePath: found.path, args: sandboxArguments() })
  try {
    for (const image of IMAGES) await render(browser, ...image)
  } finally {
    await browser.close()
  }
})

async function render(browser, drawing, color, width, file) {
  const page = await browser.newPage({ viewport: { width, height: width } })
  const svg = await readFile(join(root, 'build', 'icons', drawing), 'utf8')
  await page.setContent(
    `<style>*{margin:0}svg{display:block;width:100vw;height:100vh;color:${color}}</style>${svg}`,
  )
  await page.screenshot({ path: join(root, 'build', 'icons', file), omitBackground: true })
  await page.close()
  say(`${file} (${width} px)`)
}

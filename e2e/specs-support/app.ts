import { mkdirSync } from 'node:fs'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type Browser, type Page } from '@playwright/test'
import { readDiscovery } from '../../electron/terminal-host/discovery'
import { DeckWindow } from '../pages/deck-window'
import { endAll } from './processes'
import type { Driver, Ending, ProjectKind } from './driver'
import { startElectron, type ElectronDriver } from './electron-driver'
import { chromiumRuntime, electronRuntime, sandboxArguments } from './runtimes'
import { startWeb } from './web-driver'

/** The person at whose machine the app runs: a home folder, and what their environment holds. */
export interface Person {
  home: string
  env: Record<string, string>
}

/** A real app in folders of its own, and the window in front of the person. */
export class App {
  private driver: Driver | undefined
  readonly problems: string[] = []
  readonly window = new DeckWindow(() => this.page)

  constructor(
    readonly projectKind: ProjectKind,
    /** Everything of this app is inside. */
    readonly root: string,
    readonly person: Person,
    private readonly launch: (options: Parameters<typeof startWeb>[1]) => Promise<Driver>,
  ) {}

  /** Data folder of the deck. */
  get home(): string {
    return join(this.root, 'deck')
  }

  /** The window as it stands; another one after `relaunch`. */
  get page(): Page {
    return this.running.page
  }

  get running(): Driver {
    if (!this.driver) throw new Error('The app is not running')
    return this.driver
  }

  /** What only the desktop app has; for specs of the `electron` project. */
  get desktop(): ElectronDriver {
    if (this.projectKind !== 'electron') throw new Error('Only the desktop app has a main process')
    return this.running as ElectronDriver
  }

  /** A new folder that the person could open. */
  folder(name: string): string {
    const dir = join(this.root, name)
    mkdirSync(dir, { recursive: true })
    return dir
  }

  /** The environment that the app is started with. */
  environment(): Record<string, string> {
    return {
      ...cleanEnvironment(),
      ...this.person.env,
      HOME: this.person.home,
      DOT_AGENT_DECK_HOME: this.home,
    }
  }

  /** Starts the app; its window gets a size that fits the screens, unless it is to come as it was. */
  async start({ asItWas = false } = {}): Promise<void> {
    mkdirSync(this.home, { recursive: true, mode: 0o700 })
    this.driver = await this.launch({
      home: this.home,
      env: this.environment(),
      problem: (text) => this.problems.push(text),
    })
    await base.expect(this.page.getByText('Connected')).toBeVisible()
    if (!asItWas) await this.driver.resize(1440, 900)
  }

  /** Drops a folder on the window. */
  openFolder(dir: string): Promise<void> {
    return this.running.dropFolder(dir)
  }

  /** Ends the app, and starts it again on the same data. */
  async relaunch(how: Ending, options: { asItWas?: boolean } = {}): Promise<void> {
    await this.running.end(how)
    await this.start(options)
  }

  /** Process id of the terminal host that holds the agents. */
  async hostPid(): Promise<number | undefined> {
    return (await readDiscovery(join(this.home, 'hosts', 'app')))?.pid
  }

  /** Ends everything; what was still alive afterwards is given back. */
  async close(seen: readonly number[]): Promise<number[]> {
    const host = await this.hostPid()
    await this.driver?.end('SIGTERM')
    const left = await endAll([...seen, ...(host === undefined ? [] : [host])])
    await rm(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    return left
  }
}

/** What the tests run in, without what would change how the app starts or whom its agents talk to. */
function cleanEnvironment(): Record<string, string> {
  const dropped = /^(ELECTRON_|DOT_AGENT_DECK_|NODE_OPTIONS$|CHROME_|PLAYWRIGHT_|PW_|FORCE_COLOR$|XDG_)/
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || dropped.test(name) ? [] : [[name, value]],
    ),
  )
}

interface Fixtures {
  person: Person
  app: App
  /** Processes that must not outlive the app; specs add to it. */
  stubPids: Set<number>
}

/** Playwright's test with an app that runs, in a browser or as a desktop app. */
export const test = base.extend<Fixtures, { chromiumBrowser: Browser | null }>({
  chromiumBrowser: [
    async ({ playwright }, use, { project }) => {
      const runtime = chromiumRuntime()
      if (project.name !== 'web' || !('path' in runtime)) return use(null)
      const browser = await playwright.chromium.launch({
        executablePath: runtime.path,
        args: [...sandboxArguments, '--disable-gpu'],
      })
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],

  person: async ({}, use) => {
    const home = await realpath(await mkdtemp(join(tmpdir(), 'deck-person-')))
    // What the login shell of the person says is what agents get.
    await writeFile(join(home, '.bash_profile'), `export PATH='${process.env['PATH'] ?? ''}'\n`)
    await use({ home, env: { SHELL: '/bin/bash' } })
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  },

  stubPids: async ({}, use) => use(new Set()),

  app: async ({ chromiumBrowser, person, stubPids }, use, testInfo) => {
    const kind: ProjectKind = testInfo.project.name === 'electron' ? 'electron' : 'web'
    const runtime = kind === 'electron' ? electronRuntime() : chromiumRuntime()
    if ('missing' in runtime) return testInfo.skip(true, runtime.missing)
    const root = await realpath(await mkdtemp(join(tmpdir(), 'deck-spec-')))
    const app = new App(kind, root, person, (options) =>
      chromiumBrowser ? startWeb(chromiumBrowser, options) : startElectron(runtime.path, options),
    )
    try {
      await app.start()
      await use(app)
    } finally {
      const left = await app.close([...stubPids])
      base.expect.soft(left, 'processes that outlived the app').toEqual([])
      base.expect.soft(app.problems, 'errors in the window').toEqual([])
    }
  },
})

export { expect } from '@playwright/test'

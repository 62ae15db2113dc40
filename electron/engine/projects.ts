import { watch, type FSWatcher } from 'node:fs'
import { realpath, stat, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import {
  blockingErrors,
  modeScope,
  orchestrationScope,
  type Diagnostic,
  type Mode,
  type Orchestration,
  type ProjectConfig,
} from '#shared/contract/config'
import { Refused } from '#shared/contract/link'
import type { ProjectView } from '#shared/contract/views'
import { messageOf } from '#shared/message-of'
import { templateOf } from '#shared/templates/index'
import { commandsOf, consentKey } from './config/digest'
import { configFileOf, readConfig } from './config/read'
import type { Preferences } from './store/preferences'

/** Editors write a file in several steps; this long after the last one it is read again. In milliseconds. */
const SETTLE_MS = 150

/** A team, and the config that it is in. */
export interface TeamNow {
  team: Orchestration
  config: ProjectConfig
}

/** The folders that the deck has opened, their configs, and the person's consent to them. */
export class Projects {
  private readonly watchers = new Map<string, FSWatcher>()
  private readonly timers = new Map<string, NodeJS.Timeout>()

  constructor(
    private readonly preferences: Preferences,
    /** A project's config was changed on disk. */
    private readonly changed: (view: ProjectView) => void,
  ) {}

  /**
   * Reads a folder's config as it stands.
   * @throws Refused when it is no folder that can be read.
   */
  async open(folder: string): Promise<ProjectView> {
    const dir = await folderAt(folder)
    const view = await this.view(dir)
    await this.preferences.addRecent({ dir, name: view.name, openedAt: Date.now() })
    this.watchConfig(dir)
    return view
  }

  /** @throws Refused when the config has changed since the person saw it. */
  async consent(folder: string, key: string): Promise<ProjectView> {
    const dir = await folderAt(folder)
    const view = await this.view(dir)
    if (view.consent && view.consent.key !== key) {
      throw new Refused('The config has changed since you looked. Read the commands again, then decide.')
    }
    await this.preferences.agree(dir, key)
    return this.view(dir)
  }

  /** @throws Refused when there is a config already, or the folder cannot be written. */
  async createConfig(folder: string, templateId: string): Promise<ProjectView> {
    const dir = await folderAt(folder)
    const template = templateOf(templateId)
    if (!template) throw new Refused(`There is no template "${templateId}".`)
    try {
      await writeFile(configFileOf(dir), template.toml, { flag: 'wx' })
    } catch (error) {
      const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
      throw new Refused(
        exists
          ? `${configFileOf(dir)} exists already; it was left as it is.`
          : `${configFileOf(dir)} could not be written (${messageOf(error)}). Check the folder's permissions.`,
      )
    }
    return this.view(dir)
  }

  /** Whether the person has agreed to what the config on disk would run, and this command is part of that. */
  async agreedTo(dir: string, command: string): Promise<boolean> {
    const config = await this.config(dir)
    if (!config || !this.agreed(dir, config)) return false
    return commandsOf(config).some((each) => each.command === command)
  }

  /** Whether the person has agreed to what this config of the folder would run. */
  agreed(dir: string, config: ProjectConfig): boolean {
    return this.preferences.agreed(dir, consentKey(config))
  }

  /** The config when it can be read, without a look at consent. */
  async config(dir: string): Promise<ProjectConfig | undefined> {
    const result = await readConfig(configFileOf(dir))
    return result.kind === 'ok' ? result.config : undefined
  }

  /**
   * The team to start, if it may be.
   * @throws Refused with the reason: no config, a broken one, no such team, or no consent yet.
   */
  async teamToStart(
    folder: string,
    name: string,
  ): Promise<{ dir: string; team: Orchestration; responseMinutes: number }> {
    const { dir, config } = await this.configToRun(folder, orchestrationScope(name))
    const team = named(dir, 'orchestration', config.orchestrations, name)
    return { dir, team, responseMinutes: config.workerResponseTimeoutMinutes }
  }

  /**
   * The workspace to open, if it may be.
   * @throws Refused with the reason, as for a team.
   */
  async modeToOpen(folder: string, name: string): Promise<{ dir: string; mode: Mode }> {
    const { dir, config } = await this.configToRun(folder, modeScope(name))
    return { dir, mode: named(dir, 'workspace', config.modes, name) }
  }

  /**
   * A team as its config says now, without a look at consent, or why it cannot be told: as a sentence.
   */
  async teamNow(dir: string, name: string): Promise<TeamNow | { unusable: string }> {
    const file = configFileOf(dir)
    const result = await readConfig(file)
    if (result.kind === 'none') return { unusable: `${file} is gone.` }
    const errors =
      result.kind === 'broken'
        ? result.diagnostics
        : blockingErrors(result.diagnostics, orchestrationScope(name))
    const [first] = errors
    if (result.kind === 'broken' || first)
      return { unusable: `The config has an error. ${said(file, first)}` }
    const team = result.config.orchestrations.find((candidate) => candidate.name === name)
    return team
      ? { team, config: result.config }
      : { unusable: `${file} has no orchestration "${name}" any more.` }
  }

  /** A folder's config, if it may run what has this scope. */
  private async configToRun(folder: string, scope: string): Promise<{ dir: string; config: ProjectConfig }> {
    const dir = await folderAt(folder)
    const file = configFileOf(dir)
    const result = await readConfig(file)
    if (result.kind === 'none')
      throw new Refused(`${dir} has no .dot-agent-deck.toml. Create one from a template first.`)
    const errors = result.kind === 'broken' ? result.diagnostics : blockingErrors(result.diagnostics, scope)
    const [first] = errors
    if (result.kind === 'broken' || first) throw new Refused(`The config has an error. ${said(file, first)}`)
    if (!this.agreed(dir, result.config)) {
      throw new Refused(
        'The commands of this config have not been agreed to yet. Open the folder and read them first.',
      )
    }
    return { dir, config: result.config }
  }

  async view(dir: string): Promise<ProjectView> {
    const configFile = configFileOf(dir)
    const result = await readConfig(configFile)
    const offer: ProjectView['offer'] = this.preferences.offerAnswer(dir) ?? 'ask'
    const base = { dir, name: basename(dir) || dir, configFile, offer }
    if (result.kind !== 'ok') {
      const diagnostics = result.kind === 'broken' ? result.diagnostics : []
      return { ...base, config: result.kind, diagnostics, orchestrations: [], modes: [], consent: null }
    }
    const key = consentKey(result.config)
    const commands = commandsOf(result.config)
    return {
      ...base,
      config: result.diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? 'broken' : 'ok',
      diagnostics: result.diagnostics,
      orchestrations: result.config.orchestrations.map((team) => ({
        name: team.name,
        roles: team.roles.map(({ name, description, command, start, clear }) => ({
          name,
          ...(description === undefined ? {} : { description }),
          command,
          start,
          clear,
        })),
      })),
      modes: result.config.modes.map(({ name, initCommand, seedPrompt, panes, rules, reactivePanes }) => ({
        name,
        ...(initCommand === undefined ? {} : { initCommand }),
        ...(seedPrompt === undefined ? {} : { seedPrompt }),
        panes: panes.map(({ name, command, watch }) => ({ name, command, watch })),
        rules: rules.map(({ pattern }) => pattern),
        reactivePanes,
      })),
      consent: commands.length === 0 || this.preferences.agreed(dir, key) ? null : { key, commands },
    }
  }

  close(): void {
    for (const watcher of this.watchers.values()) watcher.close()
    for (const timer of this.timers.values()) clearTimeout(timer)
    this.watchers.clear()
  }

  /** The folder is watched, not the file: editors replace files, and a missing one may come to be. */
  private watchConfig(dir: string): void {
    if (this.watchers.has(dir)) return
    const name = basename(configFileOf(dir))
    try {
      const watcher = watch(dir, (_, file) => {
        if (file !== name) return
        clearTimeout(this.timers.get(dir))
        this.timers.set(
          dir,
          setTimeout(() => void this.view(dir).then(this.changed, () => undefined), SETTLE_MS),
        )
      })
      watcher.on('error', () => {
        watcher.close()
        this.watchers.delete(dir)
      })
      this.watchers.set(dir, watcher)
    } catch {
      // A system without watches left: the config is read anew at every use all the same.
    }
  }
}

/** Where a problem of a config is, what it is and what to do. */
function said(file: string, problem: Diagnostic | undefined): string {
  if (!problem) return file
  const { line, column, message, fix } = problem
  return `${problem.file}:${line}:${column}: ${message.replace(/\.?$/, '.')} ${fix}`
}

/** @throws Refused when a config has nothing of this name. */
function named<T extends { name: string }>(dir: string, what: string, all: readonly T[], name: string): T {
  const found = all.find((candidate) => candidate.name === name)
  if (found) return found
  const names = all.map((candidate) => candidate.name).join(', ')
  throw new Refused(`There is no ${what} "${name}" in ${configFileOf(dir)}. It has: ${names || 'none'}.`)
}

/** The real path of a folder. @throws Refused with the reason when it is none, or may not be read. */
export async function folderAt(folder: string): Promise<string> {
  try {
    const dir = await realpath(resolve(folder))
    if ((await stat(dir)).isDirectory()) return dir
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EACCES' || code === 'EPERM') {
      throw new Refused(`You may not read ${folder}. Change its permissions, or open another folder.`)
    }
    if (code === 'ENOENT')
      throw new Refused(`There is no folder ${folder}. It may have been moved or deleted.`)
    throw new Refused(`${folder} cannot be opened (${messageOf(error)}).`)
  }
  throw new Refused(`${folder} is a file. Open the folder that it is in.`)
}

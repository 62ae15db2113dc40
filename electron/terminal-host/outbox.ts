/** Collects what agents leave in their outboxes, because their sandboxes let them open no socket. */
import { watch, type FSWatcher } from 'node:fs'
import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MESSAGE_NAME, readOutboxFile } from './outbox-file'
import type { OutboxOwner } from './outbox-keys'
import type { PostReply } from './post-protocol'

/** Folders of other machines and containers do not tell of new files: they are looked into so often, in milliseconds. */
const LOOK_MS = 2000
/** Files that were ignored are remembered, so that each is told of once; so many at most. */
const MAX_REMEMBERED = 10_000
/** Messages of one look; the rest waits for the next one. */
const MAX_AT_ONCE = 1000

/** What an outbox needs around it. */
export interface OutboxContext {
  /** Passes a proven message on like one that came through the socket. */
  deliver(message: { agent: string; id: string; body: unknown }): Promise<PostReply>
  /** A file was ignored; told once for each. */
  ignored(owner: OutboxOwner, file: string, why: string): void
}

interface Folder {
  owners: Map<string, OutboxOwner>
  watcher: FSWatcher | undefined
  /** The look that is under way, and whether another one is due after it. */
  looking: Promise<void> | undefined
  again: boolean
}

/** The outboxes of one host's agents. */
export class Outboxes {
  readonly #context: OutboxContext
  readonly #folders = new Map<string, Folder>()
  readonly #seen = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  constructor(context: OutboxContext) {
    this.#context = context
  }

  /** From now on these agents' messages are collected. All of them are known before the first look. */
  add(...owners: readonly OutboxOwner[]): void {
    for (const owner of owners) {
      const folder = this.#folders.get(owner.folder) ?? {
        owners: new Map<string, OutboxOwner>(),
        watcher: undefined,
        looking: undefined,
        again: false,
      }
      folder.owners.set(owner.agent, owner)
      this.#folders.set(owner.folder, folder)
    }
    if (this.#folders.size > 0) this.#timer ??= setInterval(() => this.#lookAround(), LOOK_MS).unref()
    for (const path of new Set(owners.map(({ folder }) => folder))) void this.look(path)
  }

  /** The agent has gone: what it had left is collected once more. */
  async remove(agent: string): Promise<void> {
    const [path, folder] = [...this.#folders].find(([, each]) => each.owners.has(agent)) ?? []
    if (path === undefined || folder === undefined) return
    await this.look(path)
    folder.owners.delete(agent)
    if (folder.owners.size > 0) return
    folder.watcher?.close()
    this.#folders.delete(path)
    if (this.#folders.size === 0) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  /** Collects what is there; resolves when that has been answered or kept. */
  look(path: string): Promise<void> {
    const folder = this.#folders.get(path)
    if (!folder) return Promise.resolve()
    if (folder.looking) {
      folder.again = true
      return folder.looking
    }
    folder.looking = this.#collect(path, folder).finally(() => (folder.looking = undefined))
    return folder.looking
  }

  async #collect(path: string, folder: Folder): Promise<void> {
    do {
      folder.again = false
      if (!(await isRealFolder(path))) return
      this.#watch(path, folder)
      const names = (await readdir(path).catch(() => [])).filter((name) => MESSAGE_NAME.test(name))
      const due = names.filter((name) => !this.#seen.has(join(path, name))).slice(0, MAX_AT_ONCE)
      for (const name of due.toSorted()) await this.#take(path, name, folder)
    } while (folder.again)
  }

  async #take(path: string, name: string, folder: Folder): Promise<void> {
    const file = join(path, name)
    const read = await readOutboxFile(file, name, (agent) => folder.owners.get(agent)?.key)
    if (read.kind === 'gone') return
    if (read.kind === 'bad') return this.#ignore(file, read.why, folder)
    // Once taken it stays taken: the same file put back later is no new message.
    const taken = `${read.agent} ${read.id}`
    if (this.#seen.has(taken)) return this.#ignore(file, 'it has been collected before', folder)
    const reply = await this.#context.deliver(read)
    if ('refused' in reply) return
    this.#remember(taken)
    await rm(file, { force: true })
  }

  #ignore(file: string, why: string, folder: Folder): void {
    this.#remember(file)
    const owner = [...folder.owners.values()][0]
    if (owner) this.#context.ignored(owner, file, why)
  }

  #remember(what: string): void {
    this.#seen.add(what)
    const oldest = this.#seen.values().next().value
    if (this.#seen.size > MAX_REMEMBERED && oldest !== undefined) this.#seen.delete(oldest)
  }

  #watch(path: string, folder: Folder): void {
    if (folder.watcher || !this.#folders.has(path)) return
    try {
      folder.watcher = watch(path, () => void this.look(path))
      folder.watcher.unref()
      folder.watcher.on('error', () => {
        folder.watcher?.close()
        folder.watcher = undefined
      })
    } catch {
      // A system without watches left: the folder is looked into now and then all the same.
    }
  }

  #lookAround(): void {
    for (const path of this.#folders.keys()) void this.look(path)
  }
}

/** Whether it is a folder itself, and no link to one. */
async function isRealFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory()
  } catch {
    return false
  }
}

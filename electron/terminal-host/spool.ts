/** Messages kept on disk while no app is there to take them: one file each, synced before the CLI is told. */
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** Most that is kept, in bytes; a full spool refuses rather than fills the disk. */
const MAX_SPOOL_BYTES = 256 * 1024 * 1024

const KeptSchema = z.object({
  agent: z.string(),
  id: z.string(),
  receivedAt: z.number(),
  body: z.unknown(),
})
/** A kept message. Its agent was proven when it came. */
export type Kept = z.infer<typeof KeptSchema>

/** The spool folder of one host. */
export class Spool {
  readonly #folder: string
  readonly #maxBytes: number
  /** File of each kept message, by agent and id, in order of arrival. */
  readonly #files = new Map<string, { name: string; bytes: number; written: Promise<unknown> }>()
  #bytes = 0
  #last = 0

  private constructor(folder: string, maxBytes: number) {
    this.#folder = folder
    this.#maxBytes = maxBytes
  }

  /** Opens the folder and finds what an earlier host left. Unreadable files stay, for a person to look at. */
  static async open(folder: string, maxBytes = MAX_SPOOL_BYTES): Promise<Spool> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const spool = new Spool(folder, maxBytes)
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.json')).sort()) {
      const kept = await readKept(join(folder, name))
      if (kept === undefined) continue
      const { size } = await stat(join(folder, name))
      spool.#files.set(keyOf(kept.agent, kept.id), { name, bytes: size, written: Promise.resolve() })
      spool.#bytes += size
      spool.#last = Math.max(spool.#last, Number(name.slice(0, 15)) || 0)
    }
    return spool
  }

  /** Number of messages kept. */
  get size(): number {
    return this.#files.size
  }

  /** Keeps a message; the same one twice is kept once. False when the spool is full. */
  async keep(message: Kept): Promise<boolean> {
    const key = keyOf(message.agent, message.id)
    const known = this.#files.get(key)
    if (known !== undefined) {
      await known.written
      return true
    }
    const text = JSON.stringify(message)
    const bytes = Buffer.byteLength(text)
    if (this.#bytes + bytes > this.#maxBytes) return false
    // Names sort by arrival, also after the clock was set back.
    this.#last = Math.max(this.#last + 1, message.receivedAt)
    const name = `${String(this.#last).padStart(15, '0')}-${message.id}.json`
    const written = writeSynced(this.#folder, name, text)
    this.#files.set(key, { name, bytes, written })
    this.#bytes += bytes
    try {
      await written
    } catch (error) {
      this.#forget(key)
      throw error
    }
    return true
  }

  /** The kept messages in order of arrival, read one by one. */
  async *all(): AsyncGenerator<Kept> {
    for (const [key, { name, written }] of [...this.#files]) {
      await written.catch(() => undefined)
      if (!this.#files.has(key)) continue
      const kept = await readKept(join(this.#folder, name))
      if (kept !== undefined) yield kept
    }
  }

  /** Removes a message that was answered. */
  async remove(agent: string, id: string): Promise<void> {
    const name = this.#forget(keyOf(agent, id))
    if (name !== undefined) await rm(join(this.#folder, name), { force: true })
  }

  #forget(key: string): string | undefined {
    const file = this.#files.get(key)
    if (file === undefined) return undefined
    this.#files.delete(key)
    this.#bytes -= file.bytes
    return file.name
  }
}

function keyOf(agent: string, id: string): string {
  return JSON.stringify([agent, id])
}

async function readKept(path: string): Promise<Kept | undefined> {
  try {
    return KeptSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}

async function writeSynced(folder: string, name: string, text: string): Promise<void> {
  const temporary = join(folder, `${name}.new`)
  const file = await open(temporary, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, join(folder, name))
  // Windows cannot open a folder; there the rename alone has to do.
  const directory = await open(folder, 'r').catch(() => undefined)
  await directory?.sync().catch(() => undefined)
  await directory?.close()
}

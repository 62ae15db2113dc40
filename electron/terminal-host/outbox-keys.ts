/** Which agents may use which outbox, on disk, so that a host that takes over can prove what they had left. */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const EntrySchema = z.object({
  agent: z.string().min(1).max(128),
  folder: z.string().min(1).max(4096),
  key: z.string().regex(/^[0-9a-f]{64}$/),
})

/** An agent with an outbox. */
export interface OutboxOwner {
  agent: string
  folder: string
  key: Buffer
}

/** An agent whose host is gone so long leaves no more messages. A week, in milliseconds. */
const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000

/** Names of agents that can be file names; others are not remembered. */
const PLAIN = /^[A-Za-z0-9_-]{1,128}$/

/** The owners' folder of one host, readable by its user alone. */
export class OutboxKeys {
  constructor(private readonly dir: string) {}

  /** Those that earlier hosts knew, and did not live to forget. Very old ones are forgotten here. */
  async read(now = Date.now()): Promise<OutboxOwner[]> {
    const names = await readdir(this.dir).catch(() => [])
    const entries = await Promise.all(
      names.map(async (name): Promise<OutboxOwner[]> => {
        const file = join(this.dir, name)
        try {
          if (now - (await stat(file)).mtimeMs > MAX_AGE_MS) {
            await rm(file, { force: true })
            return []
          }
          const entry = EntrySchema.parse(JSON.parse(await readFile(file, 'utf8')))
          return [{ ...entry, key: Buffer.from(entry.key, 'hex') }]
        } catch {
          return []
        }
      }),
    )
    return entries.flat()
  }

  async remember({ agent, folder, key }: OutboxOwner): Promise<void> {
    if (!PLAIN.test(agent)) return
    await mkdir(this.dir, { recursive: true, mode: 0o700 })
    const text = JSON.stringify({ agent, folder, key: key.toString('hex') })
    await writeFile(join(this.dir, `${agent}.json`), text, { mode: 0o600 })
  }

  async forget(agent: string): Promise<void> {
    if (PLAIN.test(agent)) await rm(join(this.dir, `${agent}.json`), { force: true })
  }
}

/** Which agents may use which outbox, on disk, so that a host that takes over can prove what they had left. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
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

/** Names of agents that can be file names; others are not remembered. */
const PLAIN = /^[A-Za-z0-9_-]{1,128}$/

/** The owners' folder of one host, readable by its user alone. */
export class OutboxKeys {
  constructor(private readonly dir: string) {}

  /** Those that an earlier host knew. */
  async read(): Promise<OutboxOwner[]> {
    const names = await readdir(this.dir).catch(() => [])
    const entries = await Promise.all(
      names.map(async (name): Promise<OutboxOwner[]> => {
        try {
          const entry = EntrySchema.parse(JSON.parse(await readFile(join(this.dir, name), 'utf8')))
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

import { join } from 'node:path'
import { z } from 'zod'
import { adapterFor } from '../agents/index'
import { agentOf } from '../environment/detect-agent'
import { StateFile } from '../store/state-file'

/** Bytes by adapter. */
const Stored = z.record(z.string(), z.number().positive())
/** An agent that was large once is not taken to be so for ever: each time it is seen smaller, this share of the difference stays. */
const KEPT_SHARE = 0.8

/** What agents take up in memory: as they did here, otherwise as was measured of their CLI. */
export class MemoryBook {
  private constructor(private readonly file: StateFile<typeof Stored>) {}

  static async open(home: string, note: (text: string) => void): Promise<MemoryBook> {
    return new MemoryBook(await StateFile.open(join(home, 'agent-memory.json'), Stored, {}, note))
  }

  /** An agent of this kind, with all its processes, took up so much when it was at rest after a turn. */
  async seen(kind: string, bytes: number): Promise<void> {
    const before = this.file.value[kind] ?? 0
    const now = Math.round(bytes >= before ? bytes : bytes + (before - bytes) * KEPT_SHARE)
    // What changes by less says nothing new.
    if (bytes <= 0 || Math.abs(now - before) < before / 50) return
    await this.file.set({ ...this.file.value, [kind]: now })
  }

  /** What an agent that this command starts is going to take up, in bytes; undefined when the command or its agent is not known. */
  bytesOf(command: string): number | undefined {
    const kind = agentOf(command)
    return kind === undefined ? undefined : (this.file.value[kind] ?? adapterFor(kind).memoryBytes)
  }
}

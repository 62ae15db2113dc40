import { open, stat } from 'node:fs/promises'

/** Bytes read at once. */
const CHUNK = 256 * 1024
/** A longer line holds a file's or a tool's content and no figures. In bytes. */
const MAX_LINE = 8 * 1024 * 1024

/** Reads the whole lines that were added to a file since the last time. */
export class RecordTail {
  private position = 0
  private rest: Buffer = Buffer.alloc(0)
  /** In the middle of a line that is too long to be kept. */
  private skipping = false

  constructor(readonly file: string) {}

  /** Hands over each new line. A file that cannot be read, or is none, has none. */
  async news(take: (line: string) => void): Promise<void> {
    const info = await stat(this.file).catch(() => undefined)
    // Opening a pipe would wait for whoever writes into it.
    if (!info?.isFile()) return
    if (info.size < this.position) this.reset()
    if (info.size === this.position) return
    const handle = await open(this.file, 'r').catch(() => undefined)
    if (!handle) return
    try {
      const buffer = Buffer.alloc(CHUNK)
      while (this.position < info.size) {
        const { bytesRead } = await handle.read(buffer, 0, CHUNK, this.position)
        if (bytesRead === 0) return
        this.position += bytesRead
        this.add(buffer.subarray(0, bytesRead), take)
      }
    } finally {
      await handle.close()
    }
  }

  private add(bytes: Buffer, take: (line: string) => void): void {
    let from = 0
    for (;;) {
      const end = bytes.indexOf(0x0a, from)
      if (end < 0) break
      const line = Buffer.concat([this.rest, bytes.subarray(from, end)])
      this.rest = Buffer.alloc(0)
      from = end + 1
      if (!this.skipping) take(line.toString('utf8'))
      this.skipping = false
    }
    if (this.skipping) return
    this.rest = Buffer.concat([this.rest, bytes.subarray(from)])
    if (this.rest.length > MAX_LINE) {
      this.rest = Buffer.alloc(0)
      this.skipping = true
    }
  }

  /** The file was written anew. */
  private reset(): void {
    this.position = 0
    this.rest = Buffer.alloc(0)
    this.skipping = false
  }
}

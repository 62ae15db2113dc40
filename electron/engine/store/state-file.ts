import { readFile, rename } from 'node:fs/promises'
import writeFileAtomic from 'write-file-atomic'
import type { z } from 'zod'

/**
 * One small JSON file that the deck keeps for itself. Written whole and atomically; a file that cannot be understood
 * is put aside under `<name>.unreadable` and the defaults are used, so that bad content never stops a start.
 */
export class StateFile<S extends z.ZodType> {
  private writing: Promise<void> = Promise.resolve()

  private constructor(
    readonly path: string,
    private current: z.output<S>,
  ) {}

  /** @param note told in one sentence when the file had to be put aside. */
  static async open<S extends z.ZodType>(
    file: string,
    schema: S,
    defaults: z.output<S>,
    note: (text: string) => void,
  ): Promise<StateFile<S>> {
    let text: string
    try {
      text = await readFile(file, 'utf8')
    } catch {
      return new StateFile<S>(file, defaults)
    }
    try {
      return new StateFile<S>(file, schema.parse(JSON.parse(text)))
    } catch {
      await rename(file, `${file}.unreadable`)
      note(`${file} could not be read and was put aside as ${file}.unreadable; the defaults are used.`)
      return new StateFile<S>(file, defaults)
    }
  }

  /** What is on disk now, once everything that was set is; null when there is no file. */
  async text(): Promise<string | null> {
    await this.writing.catch(() => undefined)
    return readFile(this.path, 'utf8').catch(() => null)
  }

  get value(): z.output<S> {
    return this.current
  }

  /** Takes effect at once; resolves when it is on disk. */
  set(value: z.output<S>): Promise<void> {
    this.current = value
    const text = `${JSON.stringify(value, null, 2)}\n`
    this.writing = this.writing.then(
      () => writeFileAtomic(this.path, text, { mode: 0o600 }),
      () => writeFileAtomic(this.path, text, { mode: 0o600 }),
    )
    return this.writing
  }
}

import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { MAX_TEXT_BYTES } from '#shared/contract/text-size'
import { type CliIo, RefusedHere, UsageError } from './args'

/** The options of every verb that takes a text. */
export const textOptions = { task: { type: 'string' }, 'task-file': { type: 'string' } } as const

/**
 * The text of `--task T` or `--task-file P` (`-` is standard input). Exactly one of them: a text that is silently
 * dropped is worse than an error.
 */
export async function textArgument(
  values: { task?: string | undefined; 'task-file'?: string | undefined },
  io: CliIo,
): Promise<string> {
  const { task, 'task-file': file } = values
  if (task !== undefined && file !== undefined) {
    throw new UsageError('--task and --task-file were both given. Use one of them.')
  }
  if (task !== undefined) return checked(Buffer.from(task), '--task')
  if (file === undefined) {
    throw new UsageError('There is no text. Give it with --task-file <file>, --task-file - or --task <text>.')
  }
  if (file === '-') return checked(await io.stdin(), 'standard input')
  return checked(await read(resolve(io.cwd, file), file), file)
}

/** Reads no more than is needed to see that a file is too large. */
async function read(path: string, name: string): Promise<Buffer> {
  try {
    const handle = await open(path)
    try {
      const { size } = await handle.stat()
      if (size > MAX_TEXT_BYTES) throw tooLarge(name)
      return await handle.readFile()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof RefusedHere) throw error
    const code = error instanceof Error && 'code' in error ? error.code : ''
    const reason =
      code === 'ENOENT'
        ? 'it does not exist'
        : code === 'EISDIR'
          ? 'it is a folder'
          : code === 'EACCES'
            ? 'it may not be read'
            : String(code)
    throw new RefusedHere(`The task file ${name} cannot be read: ${reason}. Check the path.`)
  }
}

function checked(bytes: Buffer, where: string): string {
  if (bytes.byteLength > MAX_TEXT_BYTES) throw tooLarge(where)
  if (bytes.includes(0)) {
    throw new RefusedHere(`The text in ${where} holds NUL bytes, so it is not a text. Send plain UTF-8.`)
  }
  const text = bytes.toString('utf8')
  if (text.trim() === '') throw new RefusedHere(`The text in ${where} is empty. Say what is to be done.`)
  return text
}

function tooLarge(where: string): RefusedHere {
  return new RefusedHere(
    `The text in ${where} is larger than 5 MB. Put it in a file of the project and name that file in the task.`,
  )
}

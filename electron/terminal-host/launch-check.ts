/** Finds out, before a PTY is made, why a program could not start: a PTY would only show an exit code. */
import { constants } from 'node:fs'
import { access, open, stat } from 'node:fs/promises'
import { delimiter, extname, isAbsolute, join } from 'node:path'

/** Longest single argument on Linux, in bytes (MAX_ARG_STRLEN). */
const MAX_ARGUMENT_BYTES = 128 * 1024

/** What is to be started. */
export interface Launch {
  file: string
  args: string[]
  cwd: string
  env: Record<string, string>
}

/** The reason why it cannot start, as a sentence for a person, or undefined. */
export async function launchProblem(launch: Launch, platform: NodeJS.Platform): Promise<string | undefined> {
  return (
    sizeProblem(launch, platform) ??
    (await folderProblem(launch.cwd)) ??
    (await fileProblem(launch, platform))
  )
}

/** Linux refuses a single argument or variable of 128 KiB and more; the program would end without a word. */
export function sizeProblem(launch: Launch, platform: NodeJS.Platform): string | undefined {
  if (platform !== 'linux') return undefined
  const longest = [
    ...launch.args,
    ...Object.entries(launch.env).map(([name, value]) => `${name}=${value}`),
  ].find((text) => Buffer.byteLength(text) >= MAX_ARGUMENT_BYTES)
  if (longest === undefined) return undefined
  return `An argument or variable that begins with “${longest.slice(0, 40)}” is too long. Put the text in a file and refer to it.`
}

async function folderProblem(cwd: string): Promise<string | undefined> {
  try {
    if (!(await stat(cwd)).isDirectory()) return `“${cwd}” is not a folder. Choose a folder to start in.`
    await access(cwd, constants.R_OK | constants.X_OK)
    return undefined
  } catch (error) {
    if (hasCode(error, 'ENOENT'))
      return `The folder “${cwd}” does not exist. Create it or choose another one to start in.`
    return `The folder “${cwd}” cannot be entered: permission denied. Change its permissions or choose another one.`
  }
}

async function fileProblem(launch: Launch, platform: NodeJS.Platform): Promise<string | undefined> {
  const { file } = launch
  let denied = false
  for (const candidate of candidates(launch, platform)) {
    try {
      if ((await stat(candidate)).isDirectory()) continue
      await access(candidate, platform === 'win32' ? constants.F_OK : constants.X_OK)
      return platform === 'win32' ? undefined : await interpreterProblem(candidate)
    } catch (error) {
      if (hasCode(error, 'EACCES')) denied = true
    }
  }
  if (denied) return `“${file}” may not be run: permission denied. Make it executable with chmod +x.`
  return `The command “${file}” was not found. Install it, or correct the command.`
}

/** Where the file would be looked for, in order. */
export function candidates(launch: Launch, platform: NodeJS.Platform): string[] {
  const { file, cwd, env } = launch
  const extensions =
    platform === 'win32' && extname(file) === '' ? ['.exe', '.cmd', '.bat', '.com', ''] : ['']
  const separator = platform === 'win32' ? ';' : delimiter
  const direct = file.includes('/') || (platform === 'win32' && file.includes('\\'))
  const folders = direct ? [''] : (env['PATH'] ?? env['Path'] ?? '').split(separator)
  return folders.flatMap((folder) => {
    const base = direct ? file : join(folder === '' ? '.' : folder, file)
    const path = isAbsolute(base) ? base : join(cwd, base)
    return extensions.map((extension) => path + extension)
  })
}

/** A script whose interpreter is missing fails like a missing file; name the interpreter instead. */
async function interpreterProblem(path: string): Promise<string | undefined> {
  const handle = await open(path).catch(() => undefined)
  if (handle === undefined) return undefined
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(256), 0, 256, 0)
    const first = buffer.subarray(0, bytesRead).toString('utf8').split('\n')[0] ?? ''
    const interpreter = /^#!\s*(\S+)/.exec(first)?.[1]
    if (interpreter === undefined || !isAbsolute(interpreter)) return undefined
    return await access(interpreter, constants.X_OK).then(
      () => undefined,
      () => `“${path}” needs “${interpreter}”, which is not there. Install it, or correct its first line.`,
    )
  } finally {
    await handle.close()
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { posix, win32 } from 'node:path'

/** Where to look for programs. */
export interface ProgramSearch {
  env: Readonly<Record<string, string | undefined>>
  platform: NodeJS.Platform
}

/** Extensions that Windows starts when PATHEXT does not say. */
const DEFAULT_PATHEXT = '.COM;.EXE;.BAT;.CMD'

/** Value of an environment variable; names differ only in case on Windows. */
export function variable({ env, platform }: ProgramSearch, name: string): string | undefined {
  if (platform !== 'win32') return env[name]
  const key = Object.keys(env).find((each) => each.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : env[key]
}

/** Absolute path of the first program of this name on the PATH, or undefined. Relative PATH entries are skipped. */
export async function findProgram(name: string, search: ProgramSearch): Promise<string | undefined> {
  const path = search.platform === 'win32' ? win32 : posix
  const folders = (variable(search, 'PATH') ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
  for (const folder of folders) {
    const found = await executableAt(path.join(folder, name), search)
    if (found !== undefined) return found
  }
  return undefined
}

/** The path itself when it can be executed; on Windows, with the first extension that makes it a program. */
export async function executableAt(path: string, search: ProgramSearch): Promise<string | undefined> {
  const endings = search.platform === 'win32' ? windowsEndings(path, search) : ['']
  for (const ending of endings) {
    if (await isExecutable(path + ending)) return path + ending
  }
  return undefined
}

function windowsEndings(path: string, search: ProgramSearch): string[] {
  const known = (variable(search, 'PATHEXT') ?? DEFAULT_PATHEXT).split(';').filter((ending) => ending !== '')
  const has = known.some((ending) => path.toLowerCase().endsWith(ending.toLowerCase()))
  return has ? [''] : known
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

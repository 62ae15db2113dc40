import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Shells, as the system names their processes. */
const SHELLS = new Set([
  'sh',
  'bash',
  'zsh',
  'fish',
  'dash',
  'ksh',
  'mksh',
  'csh',
  'tcsh',
  'nu',
  'elvish',
  'pwsh',
])

/** Whether a process of this name is a shell; a login shell has a dash in front. */
export function isShell(name: string, own: string): boolean {
  const plain = basename(name.trim()).replace(/^-/, '')
  return SHELLS.has(plain) || plain === basename(own)
}

/**
 * Name of the program that has the terminal of a process: what is typed goes to it. Undefined when the system does not
 * tell.
 */
export async function foregroundOf(pid: number, platform: NodeJS.Platform): Promise<string | undefined> {
  if (platform === 'win32') return undefined
  try {
    if (platform === 'linux') {
      const group = terminalGroup(await readFile(`/proc/${pid}/stat`, 'utf8'))
      return group === undefined ? undefined : await readFile(`/proc/${group}/comm`, 'utf8')
    }
    const { stdout: group } = await run('ps', ['-o', 'tpgid=', '-p', String(pid)])
    const { stdout: name } = await run('ps', ['-o', 'comm=', '-p', group.trim()])
    return name.trim()
  } catch {
    return undefined
  }
}

/** The process group in front of the terminal, from `/proc/<pid>/stat`; the name in it may hold anything. */
export function terminalGroup(stat: string): number | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const group = Number(fields[5])
  return Number.isInteger(group) && group > 0 ? group : undefined
}

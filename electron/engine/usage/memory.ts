import { execFile } from 'node:child_process'
import { freemem } from 'node:os'
import { promisify } from 'node:util'
import type { Role } from '#shared/contract/config'

/** What an agent of a role is going to need. In bytes. */
export interface MemoryNeed {
  role: string
  bytes: number
}

/** A team that needs more than the machine has free. In bytes. */
export interface MemoryShortage {
  needed: number
  free: number
  /** Largest first. Roles of which nothing is known are not among them. */
  roles: MemoryNeed[]
}

/**
 * What keeps a team from fitting into the memory that is free; null when it fits, as far as its agents are known.
 * @param bytesOf what an agent that a command starts takes up; undefined when that is not known.
 */
export function shortageOf(
  team: { roles: ReadonlyArray<Pick<Role, 'name' | 'command' | 'where'>> },
  bytesOf: (command: string) => number | undefined,
  free: number,
): MemoryShortage | null {
  const needs = team.roles.flatMap(({ name, command, where }): MemoryNeed[] => {
    // An agent on another machine takes nothing of this one's memory.
    const bytes = where === undefined ? bytesOf(command) : undefined
    return bytes === undefined ? [] : [{ role: name, bytes }]
  })
  const needed = needs.reduce((sum, { bytes }) => sum + bytes, 0)
  return needed > free ? { needed, free, roles: needs.toSorted((a, b) => b.bytes - a.bytes) } : null
}

const run = promisify(execFile)

/** Memory that programs could get without pushing others out, in bytes. Undefined when the system does not tell. */
export async function freeMemory(platform: NodeJS.Platform): Promise<number | undefined> {
  // On Linux and Windows this is what is available; on macOS only what nobody has touched, which is always little.
  if (platform !== 'darwin') return freemem()
  const { stdout } = await run('vm_stat', { timeout: 5000 }).catch(() => ({ stdout: '' }))
  return readVmStat(stdout)
}

/** Reads what macOS's `vm_stat` prints: free pages, and those that are given up when somebody asks. */
export function readVmStat(output: string): number | undefined {
  const page = /page size of (\d+) bytes/.exec(output)?.[1]
  const pages = ['free', 'inactive', 'speculative', 'purgeable'].map(
    (kind) => new RegExp(`^Pages ${kind}:\\s+(\\d+)\\.`, 'm').exec(output)?.[1],
  )
  if (page === undefined || pages[0] === undefined) return undefined
  return pages.reduce((sum, count) => sum + Number(count ?? 0), 0) * Number(page)
}

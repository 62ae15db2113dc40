import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

/** The record of a conversation, as Codex names it. */
const RECORD = /[\\/]rollout-[^\\/]+\.jsonl$/

const run = promisify(execFile)

/** A file that a process has open: where it is, and whether the process may write to it. */
interface OpenFile {
  path: string
  writes: boolean
}

/**
 * Records that a process writes, which no other process of the person's can make it do. Those that it only reads are of other
 * conversations: at its start Codex looks through the newest ones, also while their own agents work. Undefined when the process is
 * gone, or is not this person's to look into.
 */
export async function openRecords(pid: number, platform: NodeJS.Platform): Promise<string[] | undefined> {
  if (platform === 'linux') return onLinux(pid)
  // Windows does not tell which files a process has open.
  return platform === 'win32' ? undefined : byLsof(pid)
}

async function onLinux(pid: number): Promise<string[] | undefined> {
  const folder = `/proc/${pid}/fd`
  const names = await readdir(folder).catch(() => undefined)
  if (!names) return undefined
  const files = await Promise.all(
    names.map(async (name) => {
      const path = await readlink(`${folder}/${name}`).catch(() => '')
      return { path, writes: RECORD.test(path) && (await writesOnLinux(pid, name)) }
    }),
  )
  return records(files)
}

/** The access mode is in the last two bits of the flags, which the kernel tells in octal: zero is reading alone. */
async function writesOnLinux(pid: number, name: string): Promise<boolean> {
  const told = await readFile(`/proc/${pid}/fdinfo/${name}`, 'utf8').catch(() => '')
  const flags = /^flags:\s*([0-7]+)$/m.exec(told)?.[1]
  return flags !== undefined && (Number.parseInt(flags, 8) & 3) !== 0
}

async function byLsof(pid: number): Promise<string[] | undefined> {
  const listed = await run('lsof', ['-a', '-w', '-p', String(pid), '-d', '0-255', '-Ffan']).catch(
    () => undefined,
  )
  return listed && records(readLsof(listed.stdout))
}

/** Reads what `lsof -Ffan` lists: for each file a line with its access mode (`ar`, `aw` or `au` for both), then one with its name. */
export function readLsof(listed: string): OpenFile[] {
  let writes = false
  return listed.split('\n').flatMap((line) => {
    if (line.startsWith('f')) writes = false
    if (line.startsWith('a')) writes = line === 'aw' || line === 'au'
    return line.startsWith('n') ? [{ path: line.slice(1), writes }] : []
  })
}

function records(files: readonly OpenFile[]): string[] {
  return [...new Set(files.filter(({ path, writes }) => writes && RECORD.test(path)).map(({ path }) => path))]
}

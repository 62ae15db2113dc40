import { execFile } from 'node:child_process'
import { readdir, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

/** The record of a conversation, as Codex names it. */
const RECORD = /[\\/]rollout-[^\\/]+\.jsonl$/

const run = promisify(execFile)

/**
 * Records that a process has open, which no other process of the person's can make it have. Undefined when the process is gone, or is
 * not this person's to look into.
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
  const targets = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')))
  return records(targets)
}

async function byLsof(pid: number): Promise<string[] | undefined> {
  const listed = await run('lsof', ['-a', '-w', '-p', String(pid), '-d', '0-255', '-Fn']).catch(
    () => undefined,
  )
  if (!listed) return undefined
  return records(listed.stdout.split('\n').flatMap((line) => (line.startsWith('n') ? [line.slice(1)] : [])))
}

function records(paths: readonly string[]): string[] {
  return [...new Set(paths.filter((path) => RECORD.test(path)))]
}

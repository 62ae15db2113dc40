import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'

/** A small file system of its own, which can be filled or made read-only. */
export interface SmallDisk {
  readOnly(): void
  unmount(): void
}

/** Mounts one of so many bytes on a folder. Undefined where this user may not mount. */
export function smallDisk(folder: string, bytes: number): SmallDisk | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const call = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'pipe' })
  try {
    call('mount', '-t', 'tmpfs', '-o', `size=${bytes},mode=0700`, 'deck-test', folder)
  } catch {
    return undefined
  }
  return {
    readOnly: () => void call('mount', '-o', 'remount,ro', folder),
    // Lazily: a program that is just ending may still be in it.
    unmount: () => void call('umount', '-l', folder),
  }
}

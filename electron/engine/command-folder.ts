import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { privateFolder } from './store/private-folder'

/** How this installation starts its entries as plain programs. */
export interface ProgramStart {
  /** Executable and leading arguments. */
  exec: string[]
  /** The executable is Electron and has to be told to act as Node. */
  runAsNode: boolean
  /** Folder with the bundled entries. */
  dist: string
}

/** Environment that a start needs beside its command. */
export function startEnv({ runAsNode }: ProgramStart): Record<string, string> {
  return runAsNode ? { ELECTRON_RUN_AS_NODE: '1' } : {}
}

/**
 * Writes the folder that stands at the head of every pane's PATH: the `dot-agent-deck` command, and the demo's agent.
 * @returns the folder.
 */
export async function writeCommandFolder(
  home: string,
  start: ProgramStart,
  platform: NodeJS.Platform,
): Promise<string> {
  const dir = await privateFolder(join(home, 'bin'))
  await Promise.all([
    writeProgram(dir, 'dot-agent-deck', join(start.dist, 'cli.js'), start, platform),
    writeProgram(dir, 'dot-agent-deck-demo-agent', join(start.dist, 'demo-agent.js'), start, platform),
  ])
  return dir
}

async function writeProgram(
  dir: string,
  name: string,
  entry: string,
  start: ProgramStart,
  platform: NodeJS.Platform,
): Promise<void> {
  if (platform === 'win32') {
    const set = start.runAsNode ? 'set "ELECTRON_RUN_AS_NODE=1"\r\n' : ''
    const words = [...start.exec, entry].map((word) => `"${word}"`).join(' ')
    await writeFileAtomic(join(dir, `${name}.cmd`), `@echo off\r\nsetlocal\r\n${set}${words} %*\r\n`)
    return
  }
  const set = start.runAsNode ? 'ELECTRON_RUN_AS_NODE=1 ' : ''
  const words = [...start.exec, entry].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  const file = join(dir, name)
  await writeFileAtomic(file, `#!/bin/sh\n${set}exec ${words} "$@"\n`)
  await chmod(file, 0o700)
}

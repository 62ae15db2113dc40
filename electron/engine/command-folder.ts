import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { AGENT_VERBS } from '#shared/contract/agent-verbs'
import { WITHOUT_OWN_CERTIFICATES } from './environment/own-certificates'
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

/** `WITHOUT_OWN_CERTIFICATES` in `sh`, where a variable that the environment has stays in it. */
const WITHOUT = Object.entries(WITHOUT_OWN_CERTIFICATES)
  .map(([name, value]) => `${name}=${value}`)
  .join(' ')

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
    writeProgram(dir, 'dot-agent-deck', join(start.dist, 'cli.js'), start, platform, AGENT_VERBS),
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
  /** First words with which it only leaves a message: it does without certificates then, and what it starts otherwise has them. */
  messages: readonly string[] = [],
): Promise<void> {
  if (platform === 'win32') {
    const set = start.runAsNode ? 'set "ELECTRON_RUN_AS_NODE=1"\r\n' : ''
    const words = [...start.exec, entry].map((word) => `"${word}"`).join(' ')
    await writeFileAtomic(join(dir, `${name}.cmd`), `@echo off\r\nsetlocal\r\n${set}${words} %*\r\n`)
    return
  }
  const set = start.runAsNode ? 'ELECTRON_RUN_AS_NODE=1 ' : ''
  const quick = messages.length > 0 ? `case $1 in ${messages.join('|')}) ${WITHOUT} ;; esac\n` : ''
  const words = [...start.exec, entry].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  const file = join(dir, name)
  await writeFileAtomic(file, `#!/bin/sh\n${quick}${set}exec ${words} "$@"\n`)
  await chmod(file, 0o700)
}

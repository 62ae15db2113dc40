import { resolve } from 'node:path'
import { executableAt, findProgram } from './find-program'
import type { ProgramSearch } from './find-program'
import { skipPrefixes } from './prefixes'
import { isAssignment, simpleCommands } from './shell-words'

/** What to execute for a command of the config. */
export interface Launch {
  file: string
  args: string[]
}

/** Characters a bare program name or path may have; anything else is left to the shell. */
const bareProgram = /^[A-Za-z0-9_./+@%,-]+$/

/**
 * How a command is started. On Linux and macOS a lone program name is executed by PATH lookup, and everything else runs
 * in the person's shell. On Windows `cmd.exe` finds `.cmd` programs; quotes and leading assignments go to PowerShell,
 * whose quoting survives the way a terminal passes arguments on.
 */
export function launchOf(
  command: string,
  { shell, platform }: { shell: string; platform: NodeJS.Platform },
): Launch {
  const text = command.trim()
  if (platform === 'win32') return windowsLaunch(text)
  if (bareProgram.test(text)) return { file: text, args: [] }
  return { file: shell === '' ? '/bin/sh' : shell, args: ['-c', text] }
}

function windowsLaunch(command: string): Launch {
  const words = simpleCommands(command.replaceAll('\\', '\\\\'))[0] ?? []
  const assignments: string[] = []
  while (words[0] !== undefined && isAssignment(words[0])) assignments.push(words.shift()?.text ?? '')
  if (assignments.length === 0 && !command.includes('"')) {
    return { file: 'cmd.exe', args: ['/d', '/s', '/c', command] }
  }
  const set = assignments.map((each) => {
    const at = each.indexOf('=')
    return `$env:${each.slice(0, at)} = ${powershellQuoted(each.slice(at + 1))}; `
  })
  const rest = assignments.length === 0 ? command : words.map((word) => powershellQuoted(word.text)).join(' ')
  const call = /^["']/.test(rest) ? '& ' : ''
  return {
    file: 'powershell.exe',
    args: ['-NoLogo', '-NoProfile', '-Command', `${set.join('')}${call}${rest}`],
  }
}

function powershellQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** Shell words that change nothing about which program is found next. */
const transparent = new Set(['cd', ':', 'true', 'umask', 'ulimit'])
/** Shell words that are no program, or after which nothing is certain. */
const shellWords = new Set(
  [
    '.',
    'source',
    'eval',
    'export',
    'alias',
    'set',
    'if',
    'for',
    'while',
    'until',
    'case',
    'function',
    '{',
    '!',
  ].concat([
    '[[',
    '[',
    'test',
    'echo',
    'printf',
    'read',
    'trap',
    'call',
    'start',
    'then',
    'do',
    'exit',
    'wait',
    'builtin',
  ]),
)

/** Where a command would start. */
export interface Start extends ProgramSearch {
  /** Absolute. */
  cwd: string
}

/** A program that is certainly absent: what is wrong without a full stop, and what to do about it. */
export interface Missing {
  program: string
  message: string
  fix: string
}

/** One sentence with the fix when the first program of a command is certainly absent; as `missingProgram`. */
export async function whyNotFound(command: string, start: Start): Promise<string | undefined> {
  const missing = await missingProgram(command, start)
  return missing && `${missing.message}. ${missing.fix}`
}

/**
 * What is certainly absent of a command's first program; undefined when it is there or only the shell can tell. Skips
 * `VAR=value`, `env` and `sudo`.
 */
export async function missingProgram(command: string, start: Start): Promise<Missing | undefined> {
  let moved = false
  for (const simple of simpleCommands(
    start.platform === 'win32' ? command.replaceAll('\\', '\\\\') : command,
  )) {
    const { words, assigned } = skipPrefixes(simple)
    const first = words[0]
    if (first === undefined || !first.literal || assigned.includes('PATH') || shellWords.has(first.text))
      return undefined
    if (!transparent.has(first.text)) return absent(first.text, start, moved)
    moved ||= first.text === 'cd'
  }
  return undefined
}

async function absent(program: string, start: Start, moved: boolean): Promise<Missing | undefined> {
  if (!/[/\\]/.test(program)) {
    if ((await findProgram(program, start)) !== undefined) return undefined
    return {
      program,
      message: `Command not found: ${program}`,
      fix: 'Install it, or change the command.',
    }
  }
  const known = program.startsWith('/') || !moved
  if (!known || (await executableAt(resolve(start.cwd, program), start)) !== undefined) return undefined
  return {
    program,
    message: `Not an executable file: ${program}`,
    fix: 'Correct the path, make it executable, or change the command.',
  }
}

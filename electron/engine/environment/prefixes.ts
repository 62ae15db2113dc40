import { isAssignment } from './shell-words'
import type { Word } from './shell-words'

/** Programs that only start another one, and their options that take the next word as argument. */
const prefixes: Readonly<Record<string, readonly string[]>> = {
  env: ['-u', '--unset', '-C', '--chdir'],
  sudo: [
    '-u',
    '--user',
    '-g',
    '--group',
    '-h',
    '--host',
    '-p',
    '--prompt',
    '-C',
    '-D',
    '-r',
    '-t',
    '-T',
    '-U',
  ],
  exec: ['-a'],
  command: [],
  nohup: [],
  time: [],
  nice: ['-n'],
  caffeinate: ['-t', '-w'],
}

/** What remains of a simple command, and the variables that it sets for it. */
export interface Unwrapped {
  words: Word[]
  assigned: string[]
}

/** Skips leading assignments, and `env`, `sudo` and their like with their options, down to the program they start. */
export function skipPrefixes(words: readonly Word[]): Unwrapped {
  const assigned: string[] = []
  let rest = [...words]
  for (;;) {
    const first = rest[0]
    if (first === undefined) return { words: rest, assigned }
    const name = programName(first.text)
    const withArgument = Object.hasOwn(prefixes, name) ? prefixes[name] : undefined
    if (isAssignment(first)) {
      assigned.push(first.text.slice(0, first.text.indexOf('=')))
      rest = rest.slice(1)
    } else if (withArgument !== undefined && rest.length > 1) {
      rest = skipOptions(rest.slice(1), withArgument)
    } else {
      return { words: rest, assigned }
    }
  }
}

/** Drops leading options; `withArgument` are those whose value is the next word. */
export function skipOptions(words: readonly Word[], withArgument: readonly string[]): Word[] {
  let index = 0
  while (index < words.length) {
    const text = words[index]?.text ?? ''
    if (text === '--') return words.slice(index + 1)
    if (!text.startsWith('-') || text === '-') break
    index += withArgument.includes(text) ? 2 : 1
  }
  return words.slice(index)
}

/** `/usr/bin/claude` and `C:\bin\claude.CMD` are both `claude`. */
export function programName(path: string): string {
  const base = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  return base.replace(/\.(exe|cmd|bat|ps1)$/i, '')
}

import { MAX_NAME_BYTES } from '#shared/contract/config'

/** Control and line-separating characters: they break file names, terminals and the one-line texts agents are given. */
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/** Why a role cannot have this name, or undefined. The name becomes part of file names. */
export function roleNameProblem(name: string): { message: string; fix: string } | undefined {
  if (name.trim() === '')
    return { message: 'A role has an empty name', fix: 'Give it a name: name = "coder".' }
  const shown = JSON.stringify(name)
  if (/[/\\]/.test(name) || name.includes('..') || name === '.' || name.includes('\0')) {
    return {
      message: `The role name ${shown} has characters that are not safe in a file name`,
      fix: 'Use a name without /, \\, .. and NUL, such as "code-reviewer".',
    }
  }
  return labelProblem(name, 'role')
}

/** Why an orchestration or a role cannot be shown under this name, or undefined. */
export function labelProblem(name: string, what: string): { message: string; fix: string } | undefined {
  if (control.test(name)) {
    return {
      message: `The ${what} name ${JSON.stringify(name)} has control characters`,
      fix: 'Use letters, digits, spaces and dashes.',
    }
  }
  if (new TextEncoder().encode(name).length > MAX_NAME_BYTES) {
    return { message: `A ${what} name is longer than ${MAX_NAME_BYTES} bytes`, fix: 'Use a short name.' }
  }
  return undefined
}

/** Those that appear more than once, in order of their second appearance. */
export function repeated(names: readonly string[]): { name: string; index: number }[] {
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [{ name, index }] : []))
}

import { WITHOUT_OWN_CERTIFICATES } from '../../environment/own-certificates'

/** Text of the two batch files that stand for an agent CLI and for the hook on Windows. */
export interface WindowsShim {
  /** Runs the hook entry with the arguments given. */
  hook: string
  /** Runs the hook entry's `start-agent`, which does what the POSIX shim does in `sh`. */
  start: string
}

/**
 * Batch files, since Windows has no `exec`: the hook entry reads the arguments, starts the real program on the same console, and
 * ends with its exit code. `factsFile` is a JSON file of `StartFacts`.
 */
export function windowsShim(
  hookCommand: readonly string[],
  hookEnv: Record<string, string>,
  factsFile: string,
): WindowsShim {
  const run = hookCommand.map((word) => `"${batch(word)}"`).join(' ')
  const lines = (call: string, env: Record<string, string>): string => {
    const set = Object.entries(env).map(([name, value]) => `set "${name}=${batch(value)}"`)
    return ['@echo off', 'setlocal', ...set, call, ''].join('\r\n')
  }
  return {
    hook: lines(`${run} %*`, { ...WITHOUT_OWN_CERTIFICATES, ...hookEnv }),
    // The agent gets this environment, and its own certificates with it.
    start: lines(`${run} start-agent "${batch(factsFile)}" %*`, hookEnv),
  }
}

/** A percent sign is doubled in batch files; a quotation mark cannot be in a Windows path. */
function batch(word: string): string {
  return word.replaceAll('%', '%%')
}

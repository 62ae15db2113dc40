import { devNull } from 'node:os'

/**
 * Options for git commands that only look, unasked: a repository's own settings and hooks name programs that git would run
 * for that, and an agent may have put them there.
 */
export const RUNS_NOTHING = ['-c', 'core.fsmonitor=false', '-c', `core.hooksPath=${devNull}`]

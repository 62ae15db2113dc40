/** One start of `claude`, and what the real program is to get. SETTINGS, MERGED, ID and FIRST stand for the facts of the test. */
export interface ShimCase {
  args: string[]
  /** Arguments of the real program; undefined for a plain start with `args` as they are. */
  real?: string[]
}

/** What both shims, the POSIX one and the one for Windows, do. FIRST is the deck's first prompt. */
export const SHIM_CASES: ShimCase[] = [
  { args: [], real: ['--settings', 'SETTINGS', '--session-id', 'ID', '--', 'FIRST'] },
  {
    args: ['--model', 'haiku', '--allowedTools', 'Bash', 'Edit'],
    real: [
      '--model',
      'haiku',
      '--allowedTools',
      'Bash',
      'Edit',
      '--settings',
      'SETTINGS',
      '--session-id',
      'ID',
      '--',
      'FIRST',
    ],
  },
  {
    args: ['--add-dir', '../lib', '--', 'You are the coder'],
    real: [
      '--add-dir',
      '../lib',
      '--settings',
      'SETTINGS',
      '--session-id',
      'ID',
      '--',
      'You are the coder\n\nFIRST',
    ],
  },
  {
    args: ['it\'s $HOME `x` "q" * \\ \n end'],
    real: ['--settings', 'SETTINGS', '--session-id', 'ID', '--', 'it\'s $HOME `x` "q" * \\ \n end\n\nFIRST'],
  },
  {
    args: ['--model', 'mcp'],
    real: ['--model', 'mcp', '--settings', 'SETTINGS', '--session-id', 'ID', '--', 'FIRST'],
  },
  {
    args: ['--name=plan'],
    real: ['--name=plan', '--settings', 'SETTINGS', '--session-id', 'ID', '--', 'FIRST'],
  },
  { args: ['--continue'], real: ['--continue', '--settings', 'SETTINGS', '--', 'FIRST'] },
  { args: ['-c'], real: ['-c', '--settings', 'SETTINGS', '--', 'FIRST'] },
  { args: ['--resume'], real: ['--resume', '--settings', 'SETTINGS', '--', 'FIRST'] },
  { args: ['-r', 'name of it'], real: ['-r', 'name of it', '--settings', 'SETTINGS', '--', 'FIRST'] },
  {
    args: ['--resume=x', '--fork-session'],
    real: ['--resume=x', '--fork-session', '--settings', 'SETTINGS', '--', 'FIRST'],
  },
  { args: ['--session-id', 'mine'], real: ['--session-id', 'mine', '--settings', 'SETTINGS', '--', 'FIRST'] },
  {
    args: ['--settings', '{"a":1}', '-d'],
    real: ['-d', '--settings', 'MERGED', '--session-id', 'ID', '--', 'FIRST'],
  },
  { args: ['--settings={"a":1}'], real: ['--settings', 'MERGED', '--session-id', 'ID', '--', 'FIRST'] },
  {
    args: ['--settings', 'not there.json'],
    real: ['--settings', 'not there.json', '--session-id', 'ID', '--', 'FIRST'],
  },
  { args: ['-p', 'question'] },
  { args: ['--print', 'question'] },
  { args: ['-cp', 'question'] },
  { args: ['question', '-p'] },
  { args: ['--model', 'haiku', '-p', 'question', '--settings', 'x.json'] },
  { args: ['mcp', 'list'] },
  { args: ['--debug', '--verbose', 'doctor'] },
  { args: ['update'] },
  { args: ['setup-token'] },
  { args: ['--version'] },
  { args: ['-v'] },
  { args: ['--help'] },
  { args: ['--bg', 'long task'] },
]

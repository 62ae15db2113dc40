import type { CommandLine } from '../shim/command-line'

/** The command line of `gemini`, as its help has it. */
export const GEMINI_COMMAND: CommandLine = {
  program: 'gemini',
  label: 'Gemini CLI',
  valueOptions: ['-m', '--model', '--approval-mode', '-o', '--output-format'],
  listOptions: [
    '--policy',
    '--admin-policy',
    '--allowed-mcp-server-names',
    '--allowed-tools',
    '-e',
    '--extensions',
    '--include-directories',
  ],
  maybeOptions: ['-w', '--worktree', '-r', '--resume', '--session-file', '--session-id'],
  plainOptions: [
    '-p',
    '--prompt',
    '-h',
    '--help',
    '-v',
    '--version',
    '-l',
    '--list-extensions',
    '--list-sessions',
    '--delete-session',
    '--acp',
    '--experimental-acp',
  ],
  joined: { flags: 'dsy', plain: 'phvl' },
  sessionOptions: ['-r', '--resume', '--session-file', '--session-id'],
  commands: ['mcp', 'extensions', 'extension', 'skills', 'skill', 'hooks', 'hook', 'gemma'],
  promptOptions: ['-i', '--prompt-interactive'],
  wordsJoinedBy: ' ',
  promptAs: { option: '--prompt-interactive' },
}

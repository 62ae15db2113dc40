import type { CommandLine } from '../shim/command-line'

/** The command line of `cn`, as its help has it. */
export const CONTINUE_COMMAND: CommandLine = {
  program: 'cn',
  label: 'Continue CLI',
  valueOptions: [
    '--config',
    '--org',
    '--rule',
    '--mcp',
    '--model',
    '--prompt',
    '--allow',
    '--ask',
    '--exclude',
    '--agent',
    '--format',
    '--fork',
  ],
  listOptions: [],
  maybeOptions: [],
  plainOptions: ['-p', '--print', '-h', '--help', '-v', '--version'],
  joined: { flags: '', plain: 'phv' },
  sessionOptions: ['--resume', '--fork'],
  commands: ['ls', 'checks', 'review', 'login', 'logout', 'serve', 'remote', 'remote-test'],
  promptOptions: [],
  wordsJoinedBy: null,
  promptAs: 'behind-dashes',
}

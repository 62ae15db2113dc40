import { CODEX_COMMAND } from '../codex/command-line'
import { CONTINUE_COMMAND } from '../continue/command'
import { COPILOT_COMMAND } from '../copilot/command'
import { GEMINI_COMMAND } from '../gemini/command'
import { PI_COMMAND } from '../pi/command'
import { QWEN_COMMAND } from '../qwen/command'
import type { CommandLine } from './command-line'

/** One start of a CLI, and what the real program is to get. ADDED, ID and FIRST stand for the facts of the test. */
export interface StartCase {
  cli: CommandLine
  args: string[]
  /** Arguments of the real program; undefined for a plain start with `args` as they are. */
  real?: string[]
  /** It has no place for the first prompt, and says so. */
  promptLeft?: true
}

const startOf =
  (cli: CommandLine) =>
  (args: string[], real?: string[]): StartCase => ({ cli, args, ...(real ? { real } : {}) })
const gemini = startOf(GEMINI_COMMAND)
const copilot = startOf(COPILOT_COMMAND)
const pi = startOf(PI_COMMAND)
const qwen = startOf(QWEN_COMMAND)
const cn = startOf(CONTINUE_COMMAND)
const codex = startOf(CODEX_COMMAND)

/** What the shims of the CLIs beside Claude Code do, on POSIX systems and on Windows. */
export const START_CASES: StartCase[] = [
  gemini([], ['ADDED', '--session-id', 'ID', '--prompt-interactive=FIRST']),
  gemini(
    ['-y', '-m', 'pro'],
    ['-y', '-m', 'pro', 'ADDED', '--session-id', 'ID', '--prompt-interactive=FIRST'],
  ),
  gemini(
    ['explain', 'this  "code"'],
    ['ADDED', '--session-id', 'ID', '--prompt-interactive=explain this  "code"\n\nFIRST'],
  ),
  gemini(
    ['-i', 'You are -x', '-y'],
    ['-y', 'ADDED', '--session-id', 'ID', '--prompt-interactive=You are -x\n\nFIRST'],
  ),
  gemini(['--prompt-interactive=a=b'], ['ADDED', '--session-id', 'ID', '--prompt-interactive=a=b\n\nFIRST']),
  gemini(['-i', 'one', 'two'], ['ADDED', '--session-id', 'ID', '--prompt-interactive=one two\n\nFIRST']),
  gemini(['--resume', 'latest'], ['--resume', 'latest', 'ADDED', '--prompt-interactive=FIRST']),
  gemini(
    ['--extensions', 'a', 'b', '--debug'],
    ['--extensions', 'a', 'b', '--debug', 'ADDED', '--session-id', 'ID', '--prompt-interactive=FIRST'],
  ),
  gemini(['-p', 'question']),
  gemini(['-yp', 'question']),
  gemini(['mcp', 'list']),
  gemini(['--list-sessions']),
  gemini(['--version']),
  copilot([], ['ADDED', '--session-id', 'ID', '--interactive=FIRST']),
  copilot(
    ['--allow-tool', 'shell(git:*)', 'write', '-i', 'Be the coder'],
    [
      '--allow-tool',
      'shell(git:*)',
      'write',
      'ADDED',
      '--session-id',
      'ID',
      '--interactive=Be the coder\n\nFIRST',
    ],
  ),
  copilot(['--continue'], ['--continue', 'ADDED', '--interactive=FIRST']),
  copilot(['--resume=abc'], ['--resume=abc', 'ADDED', '--interactive=FIRST']),
  copilot(['-sp', 'question']),
  copilot(['--prompt', 'question']),
  copilot(['login']),
  copilot(['--acp']),
  pi([], ['ADDED', '--session-id', 'ID', 'FIRST']),
  pi(
    ['--model', 'sonnet', '@notes.md', 'You are', 'the coder'],
    ['--model', 'sonnet', '@notes.md', 'ADDED', '--session-id', 'ID', 'You are\n\nthe coder\n\nFIRST'],
  ),
  pi(['-c'], ['-c', 'ADDED', 'FIRST']),
  pi(['-e', 'mine.ts', '--session', 'x'], ['-e', 'mine.ts', '--session', 'x', 'ADDED', 'FIRST']),
  pi(['--print', 'question']),
  pi(['install', 'npm:x']),
  pi(['--mode', 'rpc']),
  qwen(
    ['-m', 'x', '-i', 'Be it'],
    ['-m', 'x', 'ADDED', '--session-id', 'ID', '--prompt-interactive=Be it\n\nFIRST'],
  ),
  qwen(['--continue'], ['--continue', 'ADDED', '--prompt-interactive=FIRST']),
  qwen(['--prompt', 'question']),
  qwen(['auth']),
  cn(['--auto', 'Be it'], ['--auto', 'ADDED', '--session-id', 'ID', '--', 'Be it\n\nFIRST']),
  cn(['--resume'], ['--resume', 'ADDED', '--', 'FIRST']),
  cn(['-p', 'question']),
  cn(['ls']),
  codex(['-m', 'x', 'Be it'], ['-m', 'x', 'ADDED', '--session-id', 'ID', '--', 'Be it\n\nFIRST']),
  codex(['resume', 'abc'], ['resume', 'abc', 'ADDED', '--', 'FIRST']),
  codex(
    ['-m', 'x', 'resume', 'abc', '-c', 'a=b', 'Go on'],
    ['-m', 'x', 'resume', 'abc', '-c', 'a=b', 'ADDED', '--', 'Go on\n\nFIRST'],
  ),
  codex(['resume', '--last'], ['resume', '--last', 'ADDED', '--', 'FIRST']),
  codex(['fork', '--last', 'Go on'], ['fork', '--last', 'ADDED', '--', 'Go on\n\nFIRST']),
  codex(['resume', '--', 'abc', 'Go on'], ['resume', 'abc', 'ADDED', '--', 'Go on\n\nFIRST']),
  { ...codex(['resume', '--all'], ['resume', '--all', 'ADDED']), promptLeft: true },
  codex(['Resume the work'], ['ADDED', '--session-id', 'ID', '--', 'Resume the work\n\nFIRST']),
  codex(['exec', 'resume', '--last']),
]

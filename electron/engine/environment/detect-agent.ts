import { programName, skipOptions, skipPrefixes } from './prefixes'
import { findProgram } from './find-program'
import type { ProgramSearch } from './find-program'
import { simpleCommands } from './shell-words'
import type { Word } from './shell-words'

/** The agent CLIs that are known by name: what people call them, their program, their packages. */
const agents = {
  claude: { label: 'Claude Code', program: 'claude', packages: ['@anthropic-ai/claude-code'] },
  codex: { label: 'Codex', program: 'codex', packages: ['@openai/codex'] },
  opencode: { label: 'OpenCode', program: 'opencode', packages: ['opencode-ai'] },
  gemini: { label: 'Gemini CLI', program: 'gemini', packages: ['@google/gemini-cli'] },
  qwen: { label: 'Qwen Code', program: 'qwen', packages: ['@qwen-code/qwen-code'] },
  copilot: { label: 'Copilot CLI', program: 'copilot', packages: ['@github/copilot'] },
  cursor: { label: 'Cursor CLI', program: 'cursor-agent', packages: [] },
  amp: { label: 'Amp', program: 'amp', packages: ['@sourcegraph/amp'] },
  aider: { label: 'Aider', program: 'aider', packages: ['aider-chat'] },
  goose: { label: 'Goose', program: 'goose', packages: [] },
  crush: { label: 'Crush', program: 'crush', packages: ['@charmland/crush'] },
  pi: {
    label: 'Pi',
    program: 'pi',
    packages: ['@earendil-works/pi-coding-agent', '@mariozechner/pi-coding-agent'],
  },
  continue: { label: 'Continue', program: 'cn', packages: ['@continuedev/cli'] },
  droid: { label: 'Droid', program: 'droid', packages: ['droid'] },
  auggie: { label: 'Auggie', program: 'auggie', packages: ['@augmentcode/auggie'] },
  devin: { label: 'Devin', program: 'devin', packages: [] },
} as const satisfies Record<string, { label: string; program: string; packages: readonly string[] }>

/** Id of a known agent CLI. */
export type AgentKind = keyof typeof agents

/** Shells whose `-c` argument is a command of its own. */
const shells = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh', 'ash', 'fish'])

/** Wrappers: the words that lead to the wrapped command, and options that take the next word as argument. */
const wrappers: readonly { lead: readonly string[]; withArgument: readonly string[] }[] = [
  { lead: ['npx'], withArgument: ['-p', '--package', '-w', '--workspace'] },
  { lead: ['bunx'], withArgument: ['-p', '--package'] },
  { lead: ['uvx'], withArgument: ['--from', '--with', '-p', '--python'] },
  { lead: ['pnpm', 'dlx'], withArgument: ['--package'] },
  { lead: ['pnpm', 'exec'], withArgument: [] },
  { lead: ['yarn', 'dlx'], withArgument: ['-p', '--package'] },
  { lead: ['npm', 'exec'], withArgument: ['-p', '--package', '-w', '--workspace'] },
  { lead: ['devbox', 'run'], withArgument: ['-c', '--config', '-e', '--env', '--env-file'] },
  { lead: ['mise', 'exec'], withArgument: ['-C', '--cd'] },
  { lead: ['mise', 'x'], withArgument: ['-C', '--cd'] },
  { lead: ['uv', 'run'], withArgument: ['--with', '-p', '--python'] },
  { lead: ['poetry', 'run'], withArgument: [] },
  { lead: ['op', 'run'], withArgument: ['--env-file', '--account'] },
  { lead: ['doppler', 'run'], withArgument: ['-p', '--project', '-c', '--config'] },
]

/** Nested wrappers that are looked through, so that a hostile command ends. */
const MAX_DEPTH = 8

/**
 * Which agent CLI a command starts, seen through assignments, `env`, `sudo`, `sh -c`, package runners and environment
 * wrappers. A script of the project's own (`devbox run agent`) tells nothing: undefined.
 */
export function agentOf(command: string): AgentKind | undefined {
  return agentStartOf(command)?.kind
}

/** The agent that a command starts, and how. */
export interface AgentStart {
  kind: AgentKind
  /** What it is started with. */
  args: readonly Word[]
  /** Inside the quotes of a shell's `-c`. */
  nested: boolean
}

/** As `agentOf`, with what the agent is started with. */
export function agentStartOf(command: string): AgentStart | undefined {
  // A Windows path: its backslashes are no escapes.
  const text = /^\s*"?[A-Za-z]:\\/.test(command) ? command.replaceAll('\\', '/') : command
  return agentIn(text, MAX_DEPTH)
}

/** The known agent CLIs that the PATH holds, in order of this file. Only looks at files; starts nothing. */
export async function installedAgents(
  search: ProgramSearch,
): Promise<{ id: AgentKind; label: string; command: string }[]> {
  const found = await Promise.all(
    kinds().map(async (id) => {
      const { label, program } = agents[id]
      return (await findProgram(program, search)) === undefined ? [] : [{ id, label, command: program }]
    }),
  )
  return found.flat()
}

/** What people call an agent CLI. */
export function agentLabel(kind: AgentKind): string {
  return agents[kind].label
}

function kinds(): AgentKind[] {
  return Object.keys(agents).filter((id): id is AgentKind => Object.hasOwn(agents, id))
}

/** The command ends in its agent, so the last simple command that is one counts. */
function agentIn(command: string, depth: number): AgentStart | undefined {
  const found = simpleCommands(command).map((words) => agentOfWords(words, depth))
  return found.findLast((agent) => agent !== undefined)
}

function agentOfWords(all: readonly Word[], depth: number): AgentStart | undefined {
  const { words } = skipPrefixes(all)
  const first = words[0]
  if (first === undefined || depth === 0) return undefined
  const direct = agentNamed(first.text)
  if (direct !== undefined) return { kind: direct, args: words.slice(1), nested: false }
  const name = programName(first.text)
  if (shells.has(name)) {
    // -c may be joined with others, as in -lc.
    const option = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word.text))
    const script = option < 0 ? undefined : words[option + 1]
    const inside = script === undefined ? undefined : agentIn(script.text, depth - 1)
    return inside && { ...inside, nested: true }
  }
  const wrapper = wrappers.find(({ lead }) =>
    lead.every((part, index) => part === (index === 0 ? name : words[index]?.text)),
  )
  if (wrapper !== undefined) {
    return agentOfWords(skipOptions(words.slice(wrapper.lead.length), wrapper.withArgument), depth - 1)
  }
  // Any other wrapper that says where its command begins.
  const dashes = words.findIndex((word) => word.text === '--')
  return dashes < 0 ? undefined : agentOfWords(words.slice(dashes + 1), depth - 1)
}

function agentNamed(text: string): AgentKind | undefined {
  const withoutVersion = text.replace(/(?<=.)@[^/@]*$/, '')
  return kinds().find((id) => {
    const { program, packages } = agents[id]
    return (
      programName(text) === program ||
      withoutVersion === program ||
      packages.some((name) => name === withoutVersion)
    )
  })
}

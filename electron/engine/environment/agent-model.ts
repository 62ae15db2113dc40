import { agentStartOf, type AgentKind } from './detect-agent'

/** The model that a command asks its agent for, as it is written; undefined when it leaves that to the agent. */
export function modelOf(command: string): string | undefined {
  const args = agentStartOf(command)?.args ?? []
  for (const [index, { text }] of args.entries()) {
    if (text === '--') return undefined
    if (text === '--model' || text === '-m') return args[index + 1]?.text
    const joined = /^(?:--model=|-m=)(.+)$/.exec(text)?.[1]
    if (joined !== undefined) return joined
  }
  return undefined
}

/** The command with another model for its agent, or with none (null); undefined where that cannot be written with certainty. */
export function withModel(command: string, model: string | null): string | undefined {
  const start = agentStartOf(command)
  // Quotes, separators and everything that the shell replaces: where a word of it ends is not certain.
  if (start === undefined || start.nested || !/^[\w ./=@:~+-]+$/.test(command)) return undefined
  const now = modelOf(command)
  if (now === undefined) {
    if (model === null) return command
    return / -- /.test(command) ? undefined : `${command.trimEnd()} --model ${model}`
  }
  const written = / (?:--model|-m)[ =]+[^ ]+/g
  const [option, ...others] = command.match(written) ?? []
  if (option === undefined || others.length > 0) return undefined
  return command.replace(option, model === null ? '' : option.slice(0, -now.length) + model)
}

/** Names by which agents take their models, whatever their newest version is called. Others are typed. */
const models: Partial<Record<AgentKind, readonly string[]>> = { claude: ['opus', 'sonnet', 'haiku'] }

/** The models that are known of an agent by names that last. */
export function modelsOf(kind: AgentKind | undefined): readonly string[] {
  return (kind && models[kind]) ?? []
}

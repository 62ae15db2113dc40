import { agentStartOf } from './detect-agent'

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

/** The command with another model for its agent; undefined where that cannot be written with certainty. */
export function withModel(command: string, model: string): string | undefined {
  const start = agentStartOf(command)
  // Quotes, separators and everything that the shell replaces: where a word of it ends is not certain.
  if (start === undefined || start.nested || !/^[\w ./=@:~+-]+$/.test(command)) return undefined
  const now = modelOf(command)
  if (now === undefined) return / -- /.test(command) ? undefined : `${command.trimEnd()} --model ${model}`
  const written = /(?<= (?:--model|-m)[ =]+)[^ ]+/g
  return command.match(written)?.length === 1 ? command.replace(written, model) : undefined
}

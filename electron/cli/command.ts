import type { AgentVerb } from '#shared/contract/agent-verbs'
import { type CliIo, type Verb, asksForHelp } from './args'
import { runVerb } from './run-verb'
import { answer, ask, plan, tell } from './verbs/ask'
import { delegate } from './verbs/delegate'
import { peek } from './verbs/peek'
import { status } from './verbs/status'
import { tasks } from './verbs/tasks'
import { workDone } from './verbs/work-done'

/** Agents call these all the time, and each start pays for what it loads: they need no more than the post box and Node. */
const agentVerbs: Readonly<Record<AgentVerb, Verb>> = {
  delegate,
  'work-done': workDone,
  ask,
  answer,
  plan,
  tell,
  status,
  tasks,
  peek,
}

/** Runs one call of the command and gives its exit code. */
export async function runCommand(args: string[], io: CliIo): Promise<number> {
  const [name, ...rest] = args
  if (isAgentVerb(name) && !asksForHelp(rest)) return runVerb(agentVerbs[name], name, rest, io)
  const { runFurther } = await import('./further-verbs')
  return runFurther(args, io)
}

function isAgentVerb(name: string | undefined): name is AgentVerb {
  return name !== undefined && Object.hasOwn(agentVerbs, name)
}

import type { ModelRequest, Scenario, Step } from './scenario'
import { say } from './scenario'

/** A step, or a function that makes it from the request, for content that depends on a tool's answer. */
export type ScriptedStep = Step | ((request: ModelRequest) => Step)

/** What a role does with one prompt: its steps in order, one per request, the last one ending the turn. */
export type Turn =
  readonly ScriptedStep[] | ((prompt: string, request: ModelRequest) => readonly ScriptedStep[])

/** How one role behaves, over all the conversations that it ever has. */
export interface RoleScript {
  readonly name: string
  /** Whether a conversation is this role's, from the first prompt in it. */
  readonly is: (firstPrompt: string, request: ModelRequest) => boolean
  /** The n-th prompt the role gets, in whichever conversation, plays the n-th turn. */
  readonly turns: readonly Turn[]
}

/**
 * A scenario that plays a script for each role. The turn is fixed when a prompt is first seen, and the step in it is the number
 * of answers that follow the prompt, so a request that the CLI repeats gets the same answer again. An `error` step is served
 * once: the repeated request gets the step after it.
 */
export function playRoles(roles: readonly RoleScript[]): Scenario {
  const turnOf = new Map<string, readonly ScriptedStep[]>()
  const turnsPlayed = new Map<string, number>()
  const errorsServed = new Map<string, Set<number>>()

  return (request, log) => {
    const role = roles.find((candidate) => candidate.is(request.agentHint, request))
    if (!role) return say(`No role is scripted for: ${request.agentHint.slice(0, 120)}`)
    log.assign(request.conversation, role.name)
    const last = request.messages.findLastIndex((message) => message.role === 'user' && message.text !== '')
    const prompt = request.messages[last]?.prompts.at(-1) ?? ''
    const ordinal = request.messages.flatMap((message) =>
      message.role === 'user' ? message.prompts : [],
    ).length
    const key = `${request.conversation} ${ordinal}`

    let steps = turnOf.get(key)
    if (!steps) {
      const played = turnsPlayed.get(role.name) ?? 0
      const turn = role.turns[played]
      steps =
        turn === undefined ? [say(`${role.name} has nothing left to do.`)] : stepsOf(turn, prompt, request)
      turnsPlayed.set(role.name, played + 1)
      turnOf.set(key, steps)
    }
    const answered = request.messages.slice(last + 1).filter((message) => message.role === 'assistant').length
    const errors = errorsServed.get(key) ?? new Set<number>()
    errorsServed.set(key, errors)
    return nextStep(steps, answered, errors, request) ?? say(`${role.name} is done with this turn.`)
  }
}

function stepsOf(turn: Turn, prompt: string, request: ModelRequest): readonly ScriptedStep[] {
  return typeof turn === 'function' ? turn(prompt, request) : turn
}

function nextStep(
  steps: readonly ScriptedStep[],
  answered: number,
  errors: Set<number>,
  request: ModelRequest,
): Step | undefined {
  let passed = 0
  for (const [index, scripted] of steps.entries()) {
    if (errors.has(index)) continue
    if (passed < answered) {
      passed += 1
      continue
    }
    const step = typeof scripted === 'function' ? scripted(request) : scripted
    if (step.kind === 'error') errors.add(index)
    return step
  }
  return undefined
}

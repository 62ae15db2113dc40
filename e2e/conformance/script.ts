import type { ScriptedStep } from '../model-server/roles'
import { say, type Scenario } from '../model-server/scenario'

/** What the model does with a prompt, step by step; nothing is "Heard.". */
export type Script = (prompt: string) => readonly ScriptedStep[] | undefined

/** A scenario that looks at the last prompt alone, so that it plays the same in any conversation and after any restart. */
export function playScript(script: Script): Scenario {
  return (request) => {
    const last = request.messages.findLastIndex((message) => message.role === 'user' && message.text !== '')
    const prompt = request.messages[last]?.prompts.at(-1) ?? ''
    const answered = request.messages.slice(last + 1).filter((message) => message.role === 'assistant').length
    const step = script(prompt)?.[answered]
    if (step === undefined) return say('Heard.')
    return typeof step === 'function' ? step(request) : step
  }
}

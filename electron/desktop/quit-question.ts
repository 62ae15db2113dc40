import type { Run } from '#shared/model/state'
import { countOf, listOf, livingAgents } from '../link/living-agents'

/** What the person chose when asked. The order is that of the buttons. */
export const quitChoices = ['stop', 'background', 'cancel'] as const

/** What is asked before agents are ended by a quit. */
export interface QuitQuestion {
  message: string
  detail: string
  /** One for each choice. */
  buttons: string[]
}

/** Names shown before "and 4 more". */
const MAX_NAMES = 6

/** What to ask before quitting; null when nothing would be lost, for a question that guards nothing teaches to click it away. */
export function quitQuestion(runs: readonly Run[]): QuitQuestion | null {
  const agents = livingAgents(runs)
  if (agents.length === 0) return null
  const busy = agents.filter((agent) => agent.busy)
  const shown = busy.slice(0, MAX_NAMES).map((agent) => `${agent.role} (${agent.project})`)
  if (busy.length > MAX_NAMES) shown.push(`${busy.length - MAX_NAMES} more`)
  const works = busy.length === 1 ? 'is in the middle of something' : 'are in the middle of something'
  return {
    message: `${countOf(agents.length, 'agent')} ${agents.length === 1 ? 'is' : 'are'} still running`,
    detail:
      busy.length > 0
        ? `${listOf(shown)} ${works}. What ${busy.length === 1 ? 'it has' : 'they have'} not saved is lost when you stop ${busy.length === 1 ? 'it' : 'them'}.`
        : 'None of them is working just now.',
    buttons: [`Quit and stop ${countOf(agents.length, 'agent')}`, 'Keep running in the background', 'Cancel'],
  }
}

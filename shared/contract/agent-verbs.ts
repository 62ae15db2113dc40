/** Verbs by which an agent leaves one message with the deck. They need nothing but that, and are called often. */
export const AGENT_VERBS = [
  'delegate',
  'work-done',
  'ask',
  'answer',
  'plan',
  'tell',
  'status',
  'tasks',
  'peek',
] as const

export type AgentVerb = (typeof AGENT_VERBS)[number]

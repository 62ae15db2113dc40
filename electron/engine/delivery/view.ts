import type { AgentStatus, HoldReason } from '#shared/model/events'

/** What is known about the agent at one moment. */
export interface View {
  status: AgentStatus
  /** At its input box, able to take text, as its adapter reads the screen. */
  ready: boolean
  box: 'empty' | 'draft' | 'absent' | 'unknown'
  /** A dialog is on the screen, whoever says so. */
  dialog: boolean
  /** The box shows the text of this delivery. */
  holdsText: boolean
  /** The box shows that text without its end: the agent still reads what was pasted, and could read Enter as a part of it. */
  arriving?: boolean
  /** Other words stand in front of that text, and Enter would submit them with it. */
  behindOthers?: boolean
  /** The person has typed into this box since the last submit (or since our paste, once we have pasted). */
  personTyped: boolean
  /** The person is typing at this moment. */
  personTyping: boolean
  /** The agent can put a draft aside and bring it back by itself. */
  canStash: boolean
  /** An older delivery to the same agent is not through yet. */
  behind: boolean
}

/** Why nothing may be typed now, or null when it may. */
export function holdFor(view: View): HoldReason | null {
  if (view.behind) return 'behind'
  if (view.dialog || view.status === 'waiting') return 'dialog'
  if (view.status === 'starting') return 'starting'
  if (view.status === 'thinking' || view.status === 'working') return 'busy'
  if (!view.ready || view.box === 'absent') return 'unread'
  if (view.personTyping) return 'draft'
  if (hasDraft(view) && !view.canStash) return 'draft'
  return null
}

/** A draft of the person's, seen in the box or, where the box cannot be read, counted from the keys. */
export function hasDraft(view: View): boolean {
  return view.box === 'draft' || (view.box === 'unknown' && view.personTyped)
}

/** Whether Enter may be pressed on what was pasted. `missing`: the box does not show it. */
export function enterVerdict(view: View): 'press' | 'wait' | 'missing' {
  if (view.dialog || view.status === 'waiting' || view.box === 'absent') return 'wait'
  if (view.status === 'thinking' || view.status === 'working') return 'wait'
  if (view.personTyped || view.personTyping || view.behindOthers) return 'wait'
  if (view.box === 'empty') return 'missing'
  return view.holdsText || view.box === 'unknown' ? 'press' : 'wait'
}

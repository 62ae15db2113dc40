import type { ConfigEdit, Splice } from '#shared/contract/config-edit'
import { applyEdits, describeEdit } from './apply'
import { difference, inverseOf, spliced } from './splices'

/** Something a person did to the text, and can take back. */
export interface Step {
  /** What it is called in a menu. */
  title: string
  /** Empty for text typed by hand. */
  edits: ConfigEdit[]
  /** For the text before the step. */
  changed: Splice[]
  /** For the text after it. */
  inverse: Splice[]
}

/** A text with what was done to it. Never changed: each action gives a new one. */
export interface History {
  text: string
  past: readonly Step[]
  future: readonly Step[]
}

/** The text after an action, or why it was refused. */
export type HistoryResult = { ok: true; history: History; changed: Splice[] } | { ok: false; reason: string }

/** Begins with the text as it was read. */
export function startHistory(text: string): History {
  return { text, past: [], future: [] }
}

/** Does edits as one step, all or none. What had been taken back is forgotten. */
export function editHistory(history: History, edits: readonly ConfigEdit[], title?: string): HistoryResult {
  const result = applyEdits(history.text, edits)
  if (!result.ok) return result
  const [first] = edits
  const name = title ?? (first === undefined ? 'Edit' : describeEdit(first))
  return { ok: true, ...withStep(history, { title: name, edits: [...edits], changed: result.changed }) }
}

/** Takes text that was typed by hand as one step. It need not be TOML while it is being typed. */
export function replaceText(history: History, text: string, title = 'Typing'): History {
  return withStep(history, { title, edits: [], changed: difference(history.text, text) }).history
}

/** The text before the last step, byte for byte; the same history when there is none. */
export function undo(history: History): History {
  const step = history.past.at(-1)
  if (step === undefined) return history
  return {
    text: spliced(history.text, step.inverse),
    past: history.past.slice(0, -1),
    future: [step, ...history.future],
  }
}

/** Does again what was taken back last; the same history when there is nothing. */
export function redo(history: History): History {
  const [step, ...future] = history.future
  if (step === undefined) return history
  return { text: spliced(history.text, step.changed), past: [...history.past, step], future }
}

function withStep(history: History, step: Omit<Step, 'inverse'>): { history: History; changed: Splice[] } {
  const { changed } = step
  if (changed.length === 0) return { history, changed }
  const added = { ...step, inverse: inverseOf(history.text, changed) }
  const text = spliced(history.text, changed)
  return { history: { text, past: [...history.past, added], future: [] }, changed }
}

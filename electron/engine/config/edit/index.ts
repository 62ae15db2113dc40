import { applyEdit } from './apply'

export { applyEdit } from './apply'
export { fixesFor } from './fixes'
export { editHistory, redo, replaceText, startHistory, undo } from './history'
export type { History, Step } from './history'
export { mergeSteps } from './merge'
export { valueIn, withMentions } from './roles'

/**
 * Sets one value of a TOML text and changes nothing else. Undefined when that cannot be done safely, as in text that is
 * not TOML.
 */
export function setValue(text: string, path: readonly string[], value: string | boolean): string | undefined {
  const result = applyEdit(text, { op: 'set', path: [...path], value })
  return result.ok ? result.text : undefined
}

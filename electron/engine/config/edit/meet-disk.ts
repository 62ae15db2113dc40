import { editHistory, replaceText, startHistory, type History, type Step } from './history'
import { mergeSteps } from './merge'
import { valueIn } from './roles'
import { spliced } from './splices'

/** Unsaved steps on top of what is on disk now, or why both cannot stay. */
export type Meeting = { ok: true; history: History } | { ok: false; reasons: string[] }

/** What becomes of the steps since `base`, the text that had been read, when `theirs` is on disk now. */
export function meetDisk(base: string, theirs: string, steps: readonly Step[]): Meeting {
  const { conflicts, typed } = mergeSteps(base, theirs, steps)
  const reasons = [
    ...conflicts.map(({ reason }) => named(reason, base)),
    ...typed.map(() => 'What you typed and what was changed on disk are in the same place.'),
  ]
  if (reasons.length > 0) return { ok: false, reasons: [...new Set(reasons)] }
  return { ok: true, history: onTop(base, theirs, steps) }
}

/** Each step once more on `theirs`, which is known to take them all, with its own title. */
function onTop(base: string, theirs: string, steps: readonly Step[]): History {
  let mine = base
  let history = startHistory(theirs)
  for (const step of steps) {
    const { text, applied } = mergeSteps(mine, history.text, [step])
    const again = step.edits.length > 0 ? editHistory(history, applied, step.title) : undefined
    // What was in the file already must not come twice.
    history =
      again?.ok && again.history.text === text ? again.history : replaceText(history, text, step.title)
    mine = spliced(mine, step.changed)
  }
  return history
}

/** A reason with the names of roles and teams in place of their numbers. */
function named(reason: string, text: string): string {
  return reason.replace(
    /^orchestrations\[(\d+)\](?:\.roles\[(\d+)\])?(?:\.([\w.[\]]+))?/,
    (whole, team: string, role: string | undefined, key: string | undefined) => {
      const path = ['orchestrations', Number(team), ...(role === undefined ? [] : ['roles', Number(role)])]
      const name = valueIn(text, [...path, 'name'])
      if (typeof name !== 'string') return whole
      return key === undefined ? `“${name}”` : `“${key}” of ${name}`
    },
  )
}

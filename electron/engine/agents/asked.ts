import type { AskOption } from '#shared/model/events'
import type { DialogMenu, ReplyTo } from './adapter'
import { permissionRows } from './permission-menu'
import type { OpenTool, TrackerState, Waiting } from './status/tracker'

/** Something that an agent asks and that can be answered for the person with certainty. */
export interface Asked {
  /** What it asks, in full: nobody should allow what they cannot read. */
  what: string
  /** The choices of a question; without them it is a permission. */
  options?: AskOption[]
  /** How it is answered: by a row of its dialog, or by the agent's own channel. */
  by: { menu: DialogMenu } | { reply: ReplyTo }
}

/**
 * What an agent asks, if that is certain: its own hook, plugin or record names it, and either it takes the answer itself, or the
 * dialog on the screen shows the very same. Anything in the pane can print a dialog, so one that nothing else names never counts.
 */
export function certainAsk(state: TrackerState, menu: DialogMenu | undefined): Asked | undefined {
  const { waitingFor: waiting } = state
  if (state.status !== 'waiting' || !waiting) return undefined
  const { ask } = waiting
  if (waiting.by === 'hook' && ask?.reply && waiting.question !== undefined)
    return { what: visible(waiting.question), ...optionsOf(waiting), by: { reply: ask.reply } }
  if (!menu) return undefined
  return menu.kind === 'question' ? questionOf(waiting, menu) : permissionOf(waiting, state.tools, menu)
}

function questionOf(waiting: Waiting, menu: DialogMenu): Asked | undefined {
  const { by, question, ask } = waiting
  if (by !== 'hook' || question === undefined || !ask?.options) return undefined
  const same = ask.options.every(({ label, detail = '' }, index) => {
    const row = squeezed(menu.rows[index] ?? '')
    return row === squeezed(label) || row === squeezed(label + detail)
  })
  if (!same || squeezed(menu.about) !== squeezed(question)) return undefined
  return { what: visible(question), ...optionsOf(waiting), by: { menu } }
}

function permissionOf(waiting: Waiting, tools: readonly OpenTool[], menu: DialogMenu): Asked | undefined {
  if (!permissionRows(menu.rows)) return undefined
  const named = waiting.by === 'hook' ? waiting.ask?.subject : undefined
  // Where the agent only says that it asks, the tool in hand is meant. With two in hand it could be either.
  const [only] = tools.length === 1 ? tools : []
  const subject = named ?? only?.subject
  const tool = named === undefined ? only?.name : (waiting.tool ?? 'tool')
  if (subject === undefined || tool === undefined || !shows(menu, subject)) return undefined
  return { what: visible(`Allow ${tool}: ${subject}`), by: { menu } }
}

function optionsOf(waiting: Waiting): { options?: AskOption[] } {
  const options = waiting.ask?.options?.map(({ label, detail }) => ({
    label: visible(label),
    ...(detail === undefined ? {} : { detail: visible(detail) }),
  }))
  return options ? { options } : {}
}

/** Whether a dialog is about this and nothing else. A path may be shortened to its end. */
function shows({ about, file }: DialogMenu, subject: string): boolean {
  const shown = squeezed(about)
  const whole = squeezed(subject)
  if (shown === '') return false
  return shown === whole || (file === true && whole.endsWith(`/${shown.replace(/^~?\//, '')}`))
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '')
}

/** Characters that are not seen, or that turn others around, as what they are: a command must read as it runs. */
export function visible(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, (char) =>
    char === '\t' ? ' ' : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  )
}

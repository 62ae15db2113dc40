import { setTimeout as wait } from 'node:timers/promises'
import { permissionMenu, type PermissionChoice } from '../agents/permission-menu'
import type { AgentSession } from '../run/agent-session'
import type { LiveRun } from '../run/live-run'

const UP = '\u001b[A'
const DOWN = '\u001b[B'
const ENTER = '\r'
/** A dialog redraws within a frame or two of a key; the screen is looked at so often, in milliseconds, … */
const LOOK_MS = 50
/** … and so many times before a key counts as having had no effect. */
const LOOKS = 40

/** Agents whose dialog is being answered: two answers at once would press each other's keys. */
const answering = new WeakSet<AgentSession>()

const CHANGED = 'The agent asks for something else now. Look again, then decide.'
const UNCERTAIN = 'The dialog cannot be read with certainty. Answer it in the terminal.'

/**
 * Answers a permission for the person, by moving the dialog's own marker: each key only after the screen shows what the
 * one before did, and Enter only on the row that was meant.
 * @param waitingFor what the person has read that it asks for.
 * @returns why it could not be answered.
 */
export async function answerPermission(
  live: LiveRun,
  pane: string,
  choice: PermissionChoice,
  waitingFor: string | null,
): Promise<string | undefined> {
  const session = live.crew.in(pane)
  if (!session) return 'This agent is not running any more.'
  if (answering.has(session)) return 'This permission is being answered already.'
  answering.add(session)
  try {
    return await answer(session, choice, waitingFor)
  } finally {
    answering.delete(session)
  }
}

async function answer(
  session: AgentSession,
  choice: PermissionChoice,
  waitingFor: string | null,
): Promise<string | undefined> {
  let menu = await menuOf(session)
  // Only what the agent itself has named is answered from a card, whoever asks for it.
  if (!menu || !session.shown.answerable) return UNCERTAIN
  if ((session.shown.waitingFor ?? null) !== waitingFor) return CHANGED
  while (menu.marked !== menu[choice]) {
    const before: number = menu.marked
    session.key(before < menu[choice] ? DOWN : UP)
    menu = await seen(session, (now) => now !== undefined && now.marked !== before)
    if (!menu) return UNCERTAIN
  }
  session.key(ENTER)
  await seen(session, (now) => now === undefined)
  return undefined
}

async function menuOf(session: AgentSession): Promise<ReturnType<typeof permissionMenu>> {
  const look = await session.look()
  return look?.reading.dialog?.kind === 'permission' ? permissionMenu(look.screen) : undefined
}

/** The menu once it is as asked; undefined when that does not happen, or when there is none any more. */
async function seen(
  session: AgentSession,
  is: (menu: ReturnType<typeof permissionMenu>) => boolean,
): Promise<ReturnType<typeof permissionMenu>> {
  for (let looks = 0; looks < LOOKS; looks++) {
    const menu = await menuOf(session)
    if (is(menu)) return menu
    await wait(LOOK_MS)
  }
  return undefined
}

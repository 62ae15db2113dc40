import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { nameOf } from '#shared/model/seats'
import type { DialogMenu } from '../agents/adapter'
import type { Asked } from '../agents/asked'
import { permissionRows, type PermissionChoice } from '../agents/permission-menu'
import type { AskAnswer } from '../agents/reply'
import type { AgentSession } from '../run/agent-session'
import type { LiveRun } from '../run/live-run'

const UP = '\u001b[A'
const DOWN = '\u001b[B'
const ENTER = '\r'
const ESCAPE = '\u001b'
/** A "no" that names its own key: its row may ask for words before anything is denied. */
const ESCAPES = /\(esc\b/i
/** A dialog redraws within a frame or two of a key; the screen is looked at so often, in milliseconds, … */
const LOOK_MS = 50
/** … and so many times before a key, or an answer, counts as having had no effect. */
const LOOKS = 60

/** Agents take no answer in the first moment of a dialog, so that nobody gives one by accident. In milliseconds. */
const TAKES_KEYS_AFTER_MS = 1200

/** What was read before it was decided. */
export interface Read {
  pane: string
  /** How often the agent had asked by then. */
  ask: number
  waitingFor: string | null
}

/** The answer to a permission, or the place of a question's choice. */
export type AskChoice = PermissionChoice | { option: number }

/** Agents whose dialog is being answered: two answers at once would press each other's keys. */
const answering = new WeakSet<AgentSession>()

/** Said when what was decided on is over, or is another thing. */
export const CHANGED = 'The agent asks for something else now. Look again, then decide.'
/** Said when nothing but the screen tells what is asked. */
export const UNCERTAIN = 'What the agent asks cannot be read with certainty. Answer it in the terminal.'
const NO_EFFECT = 'The agent did not take the answer. Look at its terminal.'

/**
 * Answers what an agent asks, for whoever decides it: by the agent's own channel where it has one, otherwise by moving the
 * dialog's own marker. Each key only after the screen shows what the one before did, and Enter only on the row that was
 * meant, in the very dialog that was read.
 * @returns why it could not be answered.
 */
export async function answerAsk(
  live: LiveRun,
  read: Read,
  choice: AskChoice,
  by: 'person' | 'orchestrator',
): Promise<string | undefined> {
  const session = live.crew.in(read.pane)
  if (!session) return 'This agent is not running any more.'
  if (answering.has(session)) return 'This is being answered already.'
  answering.add(session)
  try {
    const asked = await seenNow(session)
    // Only what the agent itself has named is answered from outside, whoever asks for it.
    if (!asked) return UNCERTAIN
    if (session.tracker.asks !== read.ask || asked.what !== read.waitingFor) return CHANGED
    const words = wordsOf(asked, choice)
    if (words === undefined) return UNCERTAIN
    await live.commit([{ type: 'ask-answered', agent: session.id, what: asked.what, answer: words, by }])
    const problem = await give(session, asked, choice, words)
    if (problem !== undefined) {
      const role = nameOf(live.head, read.pane)
      await live.commit([
        { type: 'noted', level: 'warning', text: `An answer to ${role} was not given. ${problem}` },
      ])
    }
    return problem
  } finally {
    answering.delete(session)
  }
}

/** What the journal calls the answer; undefined for a question that is answered like a permission, and the other way round. */
function wordsOf({ options }: Asked, choice: AskChoice): string | undefined {
  if (typeof choice === 'string') return options ? undefined : choice
  return options?.[choice.option]?.label
}

function give(
  session: AgentSession,
  asked: Asked,
  choice: AskChoice,
  words: string,
): Promise<string | undefined> {
  if ('menu' in asked.by) return byRow(session, asked, asked.by.menu, choice)
  const answer: AskAnswer = typeof choice === 'string' ? { permission: choice } : { choice: words }
  const { asks } = session.tracker
  return session
    .reply(asked.by.reply, answer)
    .then(() => until(() => Promise.resolve(!session.asked || session.tracker.asks !== asks || undefined)))
    .then((over) => (over ? undefined : NO_EFFECT))
}

async function byRow(
  session: AgentSession,
  asked: Asked,
  first: DialogMenu,
  choice: AskChoice,
): Promise<string | undefined> {
  const target = typeof choice === 'string' ? permissionRows(first.rows)?.[choice] : choice.option
  if (target === undefined) return UNCERTAIN
  const { asks } = session.tracker
  /** The same question in the same dialog, wherever its marker is. */
  const same = async (): Promise<DialogMenu | undefined> => {
    const now = await seenNow(session)
    if (!now || now.what !== asked.what || session.tracker.asks !== asks || !('menu' in now.by))
      return undefined
    const { menu } = now.by
    return isDeepStrictEqual({ ...menu, marked: 0 }, { ...first, marked: 0 }) ? menu : undefined
  }
  await wait(Math.max(0, session.menuSince + TAKES_KEYS_AFTER_MS - Date.now()))
  let menu = await same()
  const key = choice === 'deny' && ESCAPES.test(first.rows[target] ?? '') ? ESCAPE : ENTER
  while (menu && key === ENTER && menu.marked !== target) {
    const before: number = menu.marked
    session.key(before < target ? DOWN : UP)
    menu = await until(async () => {
      const now = await same()
      return now && now.marked !== before ? now : undefined
    })
  }
  if (!menu) return CHANGED
  session.key(key)
  const gone = await until(async () => ((await same()) ? undefined : true))
  return gone ? undefined : NO_EFFECT
}

/** What is asked by a look at this moment, as far as it is certain. */
export async function seenNow(session: AgentSession): Promise<Asked | undefined> {
  const look = await session.look()
  return look ? session.asked : undefined
}

/** What `look` finds, as soon as it does; undefined when it does not in time. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let looks = 0; looks < LOOKS; looks++) {
    const found = await look()
    if (found !== undefined) return found
    await wait(LOOK_MS)
  }
  return undefined
}

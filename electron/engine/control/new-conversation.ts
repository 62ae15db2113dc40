import { setTimeout as wait } from 'node:timers/promises'
import { agentOf, currentTask, openDeliveries } from '#shared/model/selectors'
import { normalised } from '../agents/text'
import type { AgentSession, Look } from '../run/agent-session'
import type { LiveRun } from '../run/live-run'
import type { Screen } from '../terminal/host'

/** CLIs take an Enter right behind the last key for part of a paste when the machine is busy. In milliseconds. */
const BEFORE_ENTER_MS = 400
/** The screen is looked at so often, in milliseconds, and so many times before it counts as not done. */
const LOOK_MS = 200
const LOOKS = 100
/** How often it is looked for an agent at rest before it counts as busy. */
const RESTS_LOOKS = 15
/** As much of the last prompt as is looked for on the screen, characters without spaces. */
const RECOGNISED = 24
const BACKSPACE = '\u007f'

/**
 * Begins a new conversation in an agent's own process, for the person, with the agent's own command. It counts once the agent's
 * hook says so, or the old conversation is gone from the screen. An orchestrator is told its role again.
 * @returns why it could not be done.
 */
export async function newConversation(live: LiveRun, pane: string): Promise<string | undefined> {
  const session = live.crew.in(pane)
  const role = live.head.panes[pane]?.role ?? pane
  if (!session) return 'This agent is not running any more.'
  const command = session.adapter.reset
  if (command === undefined) return `The deck does not know how ${role} begins a new conversation.`
  const early = inTheWay(live, pane)
  if (early !== undefined) return early
  const before = await free(session)
  if (!before) return `${role} is not idle at an empty box. Wait until it is.`
  // It may have been given something since.
  const late = inTheWay(live, pane)
  if (late !== undefined) return late
  if (session.isCommanded) return `A new conversation of ${role} is being begun already.`
  const known = {
    conversation: session.tracker.sessionId,
    prompt: agentOf(live.head, pane)?.lastPrompt ?? '',
  }
  if (!(await submit(session, command))) return `${role} did not take ${command}. Look at its terminal.`
  if (!(await begun(session, before, known))) {
    return `It could not be seen that ${role} began a new conversation. Look at its terminal.`
  }
  const { sessionId } = session.tracker
  const told = sessionId !== known.conversation && sessionId !== undefined
  await live.commit([
    { type: 'conversation-reset', agent: session.id, ...(told ? { conversation: sessionId } : {}) },
  ])
  return undefined
}

/** What a new conversation would lose. */
function inTheWay(live: LiveRun, pane: string): string | undefined {
  const role = live.head.panes[pane]?.role ?? pane
  const task = currentTask(live.head, pane)
  if (task)
    return `${role} has task ${task.id}, which a new conversation would not know. Wait for its report.`
  return openDeliveries(live.head, pane).length > 0
    ? `A text waits for ${role}. Let it arrive, or take it back.`
    : undefined
}

/** The screen once the agent rests at its empty box; the turn before may have ended a moment ago. */
async function free(session: AgentSession): Promise<Look | undefined> {
  for (let looks = 0; looks < RESTS_LOOKS; looks++) {
    const look = await session.look()
    if (look?.ready && look.reading.box === 'empty' && !session.hasDraft) return look
    await wait(LOOK_MS)
  }
  return undefined
}

async function submit(session: AgentSession, command: string): Promise<boolean> {
  try {
    if (await session.typeCommand(command)) {
      await wait(BEFORE_ENTER_MS)
      session.key('\r')
      return true
    }
    for (const _ of command) session.key(BACKSPACE)
    return false
  } finally {
    session.commanded()
  }
}

/** Whether the old conversation is seen to have gone. */
async function begun(
  session: AgentSession,
  before: Look,
  known: { conversation: string | undefined; prompt: string },
): Promise<boolean> {
  const prompt = squeezed(known.prompt).slice(0, RECOGNISED)
  const shown = prompt !== '' && textOf(before.screen).includes(prompt)
  for (let looks = 0; looks < LOOKS; looks++) {
    await wait(LOOK_MS)
    if (session.tracker.sessionId !== known.conversation) return true
    const now = await session.look()
    if (!now) return false
    const { box, busy, dialog } = now.reading
    const rests = box === 'empty' && !busy && !dialog && now.screen.outputBytes > before.screen.outputBytes
    if (rests && !(shown && textOf(now.screen).includes(prompt))) return true
  }
  return false
}

function textOf(screen: Screen): string {
  return squeezed(screen.lines.map((line) => line.text).join('\n'))
}

function squeezed(text: string): string {
  return normalised(text).replaceAll(' ', '')
}

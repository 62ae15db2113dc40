import type { VerbReply, VerbRequest } from '#shared/contract/verbs'
import { panesOnShow, seatName } from '#shared/model/seats'
import type { Run } from '#shared/model/state'
import { nearest } from '../config/keys'
import type { AgentSession } from '../run/agent-session'
import type { LiveRun } from '../run/live-run'

/** What a verb may use. */
export interface VerbContext {
  live: LiveRun
  /** Who asks; its session may be gone when the message was kept. */
  session: Pick<AgentSession, 'id' | 'pane'>
  /** Id of the message; the same one again changes nothing. */
  cause: string
  /** The message was kept while no deck was there: its command has ended, and hears no answer. */
  kept: boolean
  /** Reads the config anew, so that an edit takes effect at the next delegation. */
  refreshTeam: () => Promise<unknown>
  /** The screen and scrollback tail of a pane. */
  screenText: (agent: string, lines: number) => Promise<string>
}

/** One verb's request. */
export type Ask<V extends VerbRequest['verb']> = Extract<VerbRequest, { verb: V }>

/** No, with the reason and what to do next. */
export const refuse = (reason: string, fix: string): VerbReply => ({ ok: false, reason, fix })

/** The refusal of a role that is not in the run, with the nearest name. */
export function noSuchRole(run: Run, name: string): VerbReply {
  const names = panesOnShow(run).map(seatName)
  const meant = nearest(name, names)
  return refuse(
    `There is no role "${name}".`,
    meant ? `Did you mean ${meant}?` : `Roles: ${names.join(', ')}.`,
  )
}

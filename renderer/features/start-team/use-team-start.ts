import { useState } from 'react'
import type { Output } from '#shared/contract/methods'
import { link, reasonOf } from '../../state/deck'
import { showStartedRun } from '../../state/navigation'
import { tell } from '../../state/view-store'
import { memoryText } from '../pane-details/words'

type Check = Output<'run.check'>

/** What the person is to know before a team is started. */
export interface StartWarning {
  /** Titles of the runs that work in the same folder; empty when that needs no decision. */
  others: string[]
  worktreePossible: boolean
  /** Its agents need more memory than is free. */
  memory: Check['memory']
}

/** Which team, and what its run is to be called. */
export interface TeamStart {
  dir: string
  orchestration: string
  title?: string
}

/** What is asked of the person, or went wrong, on the way to a started team. */
export interface TeamStartState {
  busy: boolean
  /** Set while the person has to decide. It belongs to this start, and to no other. */
  warning: (StartWarning & { start: TeamStart }) | null
  problem: string | null
}

/**
 * Why a start needs a decision: others work in the same folder, and the team would not get a worktree anyway; or its
 * agents need more memory than there is.
 */
export function warningOf({
  othersInFolder,
  worktreePossible,
  worktree,
  memory,
}: Check): StartWarning | null {
  const others = worktree ? [] : othersInFolder
  return others.length === 0 && memory === null ? null : { others, worktreePossible, memory }
}

/** The shortage in a sentence: "Its agents need about 2.3 GB of memory (coder 1.0 GB, reviewer 1.0 GB, ...), and 1.1 GB is free." */
export function memoryWords({ needed, free, roles }: NonNullable<Check['memory']>): string {
  const each = roles.slice(0, 3).map(({ role, bytes }) => `${role} ${memoryText(bytes)}`)
  const more = roles.length > 3 ? ', …' : ''
  return `Its agents need about ${memoryText(needed)} of memory (${each.join(', ')}${more}), and ${memoryText(free)} is free.`
}

/** Starts a team if nobody else works in its folder; otherwise it is left to the person. @throws Refused */
export async function startIfAlone(start: TeamStart): Promise<void> {
  const { dir, orchestration } = start
  const warning = warningOf(await link.request('run.check', { dir, orchestration }))
  if (warning?.memory) tell(`${orchestration} was not started yet. ${memoryWords(warning.memory)}`)
  if (warning !== null) return
  const { run } = await link.request('run.start', start)
  showStartedRun(run, dir)
}

/** Starts teams, and asks before the second one in a folder. */
export function useTeamStart(): TeamStartState & {
  /** Looks first whether others work there. */
  start(start: TeamStart): Promise<void>
  /** The person has decided. */
  decide(worktree: boolean): Promise<void>
  /** The person would rather not. */
  leave(): void
} {
  const [state, setState] = useState<TeamStartState>(calm)
  const begin = async (start: TeamStart, worktree: boolean) => {
    const { run } = await link.request('run.start', { ...start, ...(worktree ? { worktree } : {}) })
    showStartedRun(run, start.dir)
    setState(calm)
  }
  const guarded = async (work: () => Promise<void>) => {
    setState((before) => ({ ...before, busy: true, problem: null }))
    try {
      await work()
    } catch (error) {
      setState({ ...calm, problem: reasonOf(error) })
    }
  }
  return {
    ...state,
    start: (start) =>
      guarded(async () => {
        const { dir, orchestration } = start
        const warning = warningOf(await link.request('run.check', { dir, orchestration }))
        if (warning) setState({ ...calm, warning: { ...warning, start } })
        else await begin(start, false)
      }),
    decide: async (worktree) => {
      const { warning } = state
      if (warning) await guarded(() => begin(warning.start, worktree))
    },
    leave: () => setState(calm),
  }
}

const calm: TeamStartState = { busy: false, warning: null, problem: null }

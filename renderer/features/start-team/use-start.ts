import { useState } from 'react'
import type { Output } from '#shared/contract/methods'
import { link, reasonOf } from '../../state/deck'
import { showStartedRun } from '../../state/navigation'
import { memoryText } from '../pane-details/words'

type Check = Output<'run.check'>

/** What the person is to know before something is started. */
export interface StartWarning {
  /** Titles of the runs that work in the same folder; empty when that needs no decision. */
  others: string[]
  worktreePossible: boolean
  /** Its agents need more memory than is free. */
  memory: Check['memory']
}

/** Something that is to be started, once the person knows what speaks against it. */
export interface Start {
  /** What is to be decided first; null when nothing is. @throws Refused */
  check(): Promise<StartWarning | null>
  /** @throws Refused */
  begin(worktree: boolean): Promise<void>
}

/** What is asked of the person, or went wrong, on the way to what they started. */
export interface StartState {
  busy: boolean
  /** Set while the person has to decide. It belongs to this start, and to no other. */
  warning: (StartWarning & { start: Start }) | null
  problem: string | null
}

/** A team of a folder's config. `title`: what its run is to be called. */
export function teamStart({ dir, orchestration, title }: TeamToStart): Start {
  return {
    check: async () => warningOf(await link.request('run.check', { dir, orchestration })),
    begin: async (worktree) => {
      const { run } = await link.request('run.start', {
        dir,
        orchestration,
        ...(title === undefined ? {} : { title }),
        ...(worktree ? { worktree } : {}),
      })
      showStartedRun(run, dir)
    },
  }
}

interface TeamToStart {
  dir: string
  orchestration: string
  title?: string
}

/** One agent that this command starts, by `begin`. */
export function agentStart(command: string, begin: () => Promise<void>): Start {
  return {
    check: async () => {
      const { memory } = await link.request('run.check-agent', { command })
      return memory === null ? null : { others: [], worktreePossible: false, memory }
    },
    begin,
  }
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
  if (roles.length === 1)
    return `${roles[0]?.role ?? 'It'} needs about ${memoryText(needed)} of memory, and ${memoryText(free)} is free.`
  const each = roles.slice(0, 3).map(({ role, bytes }) => `${role} ${memoryText(bytes)}`)
  const more = roles.length > 3 ? ', …' : ''
  return `Its agents need about ${memoryText(needed)} of memory (${each.join(', ')}${more}), and ${memoryText(free)} is free.`
}

/** Starts what the person asks for, and asks first where something speaks against it. */
export function useStart(): StartState & {
  /** Looks first what speaks against it. */
  start(start: Start): Promise<void>
  /** The person has decided. */
  decide(worktree: boolean): Promise<void>
  /** The person would rather not. */
  leave(): void
} {
  const [state, setState] = useState<StartState>(calm)
  const guarded = async (work: () => Promise<void>) => {
    setState((before) => ({ ...before, busy: true, problem: null }))
    try {
      await work()
    } catch (error) {
      setState({ ...calm, problem: reasonOf(error) })
    }
  }
  const begin = async (start: Start, worktree: boolean) => {
    await start.begin(worktree)
    setState(calm)
  }
  return {
    ...state,
    start: (start) =>
      guarded(async () => {
        const warning = await start.check()
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

const calm: StartState = { busy: false, warning: null, problem: null }

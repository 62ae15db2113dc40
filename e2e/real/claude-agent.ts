import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Observation, ReadContext, ScreenReading } from '../../electron/engine/agents/adapter'
import { claude } from '../../electron/engine/agents/claude/index'
import { track } from '../../electron/engine/agents/status'
import { newTracker, type TrackerState } from '../../electron/engine/agents/status/tracker'
import { claudeBinDir, type ClaudeHome } from './claude-home'
import { openPane, type Pane } from './pane'
import { openPostBox } from './post-box'

const hookBody = z.object({ verb: z.literal('hook'), agent: z.literal('claude'), payload: z.unknown() })

/** The bundled hook entry. */
const HOOK_ENTRY = join(import.meta.dirname, '../../dist/hook.js')

/** A real Claude Code started as the deck starts it, with everything that it told. */
export interface ClaudeAgent {
  readonly pane: Pane
  readonly observations: readonly Observation[]
  readonly sessionId: string | undefined
  state(): TrackerState
  /** Resolves once an observation fits, past or coming. */
  observed(what: string, fits: (seen: Observation) => boolean): Promise<Observation>
  status(status: TrackerState['status']): Promise<void>
  /** Resolves once text may be typed. */
  ready(): Promise<void>
  reading(): Promise<ScreenReading>
  /** Types and submits as the adapter says, without asking whether it may. */
  submit(text: string): Promise<void>
  end(): Promise<void>
}

/** How to start it. */
export interface ClaudeStart {
  home: ClaudeHome
  firstPrompt?: string
  /** Session to go on with. */
  resume?: string
  /** Command line as a role's `command` has it; `claude` and the home's arguments when left out. */
  command?: string
  /** Variables beyond the home's. */
  env?: Record<string, string>
}

/** Milliseconds that a test waits for something an agent should do. */
const PATIENCE_MS = 20_000

/** Starts `claude` through the shim, in a shell, as a role's command runs. */
export async function startClaudeAgent(start: ClaudeStart): Promise<ClaudeAgent> {
  const { home } = start
  const observations: Observation[] = []
  const waiting = new Set<() => void>()
  let state = newTracker(Date.now())
  const observe = (seen: Observation): void => {
    observations.push(seen)
    state = track(state, seen, Date.now())
    for (const wake of [...waiting]) wake()
  }
  const box = await openPostBox((_agent, body) => {
    claude.readHook(hookBody.parse(body).payload).forEach(observe)
  })
  const additions = await claude.prepare({
    agentId: 'agent-1',
    agentDir: join(home.home, 'deck data'),
    hookCommand: [process.execPath, HOOK_ENTRY],
    hookEnv: { DECK_TEST_HOOK: '1' },
    platform: process.platform,
    ...(start.firstPrompt === undefined ? {} : { firstPrompt: start.firstPrompt }),
    ...(start.resume === undefined ? {} : { resume: start.resume }),
  })
  const path = [...additions.pathFolders, claudeBinDir() ?? '', home.env['PATH'] ?? ''].join(':')
  const pane = openPane({
    file: '/bin/sh',
    args: ['-c', start.command ?? `claude ${home.args.join(' ')}`],
    cwd: home.work,
    env: { ...home.env, ...start.env, ...box.env('agent-1'), ...additions.env, PATH: path },
    observe: (seen) => {
      const told = seen.source === 'title' ? claude.readTitle(seen.title) : undefined
      observe(told === undefined || seen.source !== 'title' ? seen : { ...seen, state: told })
    },
  })
  const context = (): ReadContext => ({ now: Date.now(), typedSinceSubmit: 0 })

  const until = async (what: string, holds: () => boolean): Promise<void> => {
    const deadline = Date.now() + PATIENCE_MS
    while (!holds()) {
      if (Date.now() > deadline) {
        const text = (await pane.screen()).lines.map((line) => `|${line.text}`).join('\n')
        throw new Error(`Waited ${PATIENCE_MS} ms for: ${what}. State: ${JSON.stringify(state)}\n${text}`)
      }
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, 250)
        waiting.add(wake)
      })
    }
  }

  return {
    pane,
    observations,
    sessionId: additions.sessionId,
    state: () => state,
    observed: async (what, fits) => {
      await until(what, () => observations.some(fits))
      const found = observations.find(fits)
      if (!found) throw new Error(what)
      return found
    },
    status: (status) => until(`status ${status}`, () => state.status === status),
    ready: async () => {
      await pane.waitFor('an idle input box', (screen) => claude.ready(screen, state, context()))
    },
    reading: async () => claude.readScreen(await pane.screen(), context()),
    submit: async (text) => {
      const screen = await pane.screen()
      for (const chunk of claude.submit.chunks(text, screen)) pane.write(chunk)
      await sleep(claude.submit.beforeEnterMs)
      pane.write(claude.submit.enter)
    },
    end: async () => {
      await pane.end()
      await box.close()
    },
  }
}

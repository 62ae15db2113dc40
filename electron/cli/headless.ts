import { randomBytes } from 'node:crypto'
import { Refused } from '#shared/contract/link'
import type { RunEvent } from '#shared/model/events'
import { reduce } from '#shared/model/reduce'
import { orchestratorOf } from '#shared/model/selectors'
import type { Run } from '#shared/model/state'
import { type Deck, createDeck } from '../engine/deck'
import { dataFolder } from '../engine/environment/data-folder'
import { installationAt } from '../link/installation'
import { type CliIo, RefusedHere, exitCode } from './args'
import { progressLine } from './progress'
import { StandIn, type StandInPolicy } from './stand-in'

/** Works one run from its start to its end without a window. */

export interface HeadlessOptions {
  io: CliIo
  /** Events as lines of JSON instead of sentences. */
  json: boolean
  /** Starts the run on a deck that is ready and gives its id. */
  start: (deck: Deck) => Promise<string>
  /** What the orchestrator gets as its first prompt, as soon as there is an agent to take it. */
  task?: string
  /** Who answers what needs the person; nobody unless said. */
  policy?: StandInPolicy
  /** Called with the run when it is over and all its processes have ended. */
  after?: (run: Run | undefined) => Promise<void>
}

/** A deck of its own inside this process, apart from the app's: it gets its own terminal host. */
export function ownDeck(io: CliIo): Deck {
  const installation = installationAt(import.meta.dirname)
  return createDeck({
    home: dataFolder({ env: io.env, platform: process.platform }),
    hostName: `run-${randomBytes(6).toString('hex')}`,
    paths: installation.paths,
    platform: process.platform,
    version: installation.version,
    log: (line) => {
      if (io.env['DOT_AGENT_DECK_DEBUG']) io.stderr(`${line}\n`)
    },
  })
}

/** Exit code 0 when the orchestrator finished the run, 1 when it failed or was stopped, 130 after Ctrl+C. */
export async function playRun(deck: Deck, options: HeadlessOptions): Promise<number> {
  const { io } = options
  let run: Run | undefined
  let runId: string | undefined
  const early: RunEvent[] = []
  let stopListening = (): void => undefined
  const interrupted = new Promise<'interrupted'>((resolve) => {
    let once = false
    stopListening = io.onInterrupt(() => {
      if (once) process.exit(exitCode.interrupted)
      once = true
      io.stderr('\nEnding every agent. Press Ctrl+C again to leave at once.\n')
      resolve('interrupted')
    })
  })
  let task = options.task
  let sayOver = (): void => undefined
  let fail = (_error: unknown): void => undefined
  const over = new Promise<'over'>((resolve, reject) => {
    sayOver = () => resolve('over')
    fail = reject
  })
  // Also when nobody waits for it any more.
  over.catch(() => undefined)

  const standIn = new StandIn(
    deck,
    io,
    options.policy ?? 'nobody',
    (reason) => fail(new RefusedHere(reason)),
    () => run,
  )

  function show(event: RunEvent): void {
    if (event.run !== runId) return
    const before = run
    run = reduce(run, event)
    if (options.json) io.stdout(`${JSON.stringify(event)}\n`)
    else for (const line of progressLine(before, run, event)) io.stdout(`${line}\n`)
    const lead = orchestratorOf(run)
    if (task !== undefined && lead?.agent && event.body.type === 'agent-started') {
      const text = task
      task = undefined
      deck.handle('prompt.send', { run: run.id, pane: lead.pane, text }).catch(fail)
    }
    standIn.look(run)
    if (event.body.type === 'run-finished' || event.body.type === 'run-closed') sayOver()
  }
  const stopEvents = deck.onPush((name, payload) => {
    if (name !== 'run-event') return
    const event = payload as RunEvent
    if (runId === undefined) early.push(event)
    else show(event)
  })

  try {
    const starting = (async () => {
      await deck.start()
      runId = await options.start(deck)
      for (const event of early.splice(0)) show(event)
    })()
    const first = await Promise.race([starting, interrupted])
    const how = first === 'interrupted' ? first : await Promise.race([over, interrupted])
    if (how === 'over' && run) await Promise.race([standIn.lessons(run), interrupted])
    await deck.closeAll('command')
    if (how === 'interrupted') return exitCode.interrupted
    return run?.outcome === 'done' ? exitCode.accepted : exitCode.refused
  } catch (error) {
    await deck.closeAll('command').catch(() => undefined)
    if (error instanceof Refused) throw new RefusedHere(error.message)
    throw error
  } finally {
    standIn.close()
    stopEvents()
    stopListening()
    await options.after?.(run)
  }
}

import { setTimeout as wait } from 'node:timers/promises'
import { readJournal } from '../../electron/engine/journal/journal-file'
import { accountOf, type Account } from './account'
import { App } from './app'
import { Disasters } from './disasters'
import { Person } from './person'
import { generator } from './random.mjs'
import { World, planOf, type Faults } from './world'

export interface SeedOptions {
  seed: number
  tasks: number
  /** The bundled app of the suite. */
  bundle: string
  /** Folder of the product's bundles. */
  dist: string
  agentScript?: string
  /** How much goes wrong, compared with what a full run sees; 1 unless given. */
  intensity?: number
  /** Longest time the run may take, in milliseconds. */
  patienceMs: number
  /** Leaves the folders when something is wrong. */
  keep?: boolean
  say?: (line: string) => void
}

export interface SeedResult extends Account {
  seed: number
  seconds: number
  /** How often what was done to it. */
  disasters: Record<string, number>
  /** What the person had to do, by name. */
  person: Record<string, number>
  /** Folders, when they were left. */
  left?: string
}

/** How often the state is looked at when no event tells of it, in milliseconds. */
const LOOK_MS = 200

const FAULTS: Faults = {
  workMs: 120,
  command: 0.25,
  killCommand: 0.25,
  blocked: 0.25,
  repeat: 0.15,
  fail: 0.05,
}

/** One run under one seed's disasters, from its start to its accounts. */
export async function runSeed(options: SeedOptions): Promise<SeedResult> {
  const began = Date.now()
  const { seed, tasks, bundle, dist, patienceMs, say = () => undefined } = options
  const chance = generator(`seed ${seed}`)
  const wanted = planOf(tasks, chance)
  const world = await World.make(seed, wanted, FAULTS, options.agentScript)
  const hosts: number[] = []
  let changed = (): void => undefined
  const start = () => App.start({ bundle, home: world.home, dist, env: world.env }, () => changed())
  const disasters = new Disasters(world, chance, tasks, options.intensity ?? 1, start, hosts, say)
  let app = await start()
  const endNow = (): void => world.endNow([app.pid, ...hosts])
  process.once('exit', endNow)
  const wrong: string[] = []
  const person = new Person(world, say)
  let account: Account | undefined
  try {
    await app.order({ order: 'start', dir: world.project, orchestration: 'team' })
    const deadline = began + patienceMs
    while (app.run?.phase !== 'finished') {
      if (Date.now() > deadline) {
        wrong.push(`Not finished after ${patienceMs / 1000} s: ${openWork(app)}`)
        break
      }
      if (app.run?.phase === 'closed') {
        wrong.push(`The run was closed: ${app.run.endReason}`)
        break
      }
      app = await disasters.next(app)
      await person.tend(app)
      await Promise.race([new Promise<void>((resolve) => (changed = resolve)), wait(LOOK_MS)])
    }
    // What was still on its way when the run ended, such as the answer to a repeated message.
    await wait(300)
    const run = app.run
    const held = await app.held().catch(() => undefined)
    const events = run ? (await readJournal(world.journal(run.id))).events : []
    account = accountOf(wanted, events, world.lines(), held)
  } catch (error) {
    wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  const host = await world.hostPid()
  if (host !== undefined) hosts.push(host)
  if (process.env['CHAOS_LINES'] !== undefined) for (const line of app.lines) say(line)
  await app.end()
  wrong.push(...(account?.wrong ?? []))
  const keep = options.keep === true && wrong.length > 0
  const left = await world.remove(hosts, keep)
  process.off('exit', endNow)
  if (left.length > 0) wrong.push(`Processes outlived their deck: ${left.join(', ')}`)
  return {
    ...(account ?? accountOf([], [], [], undefined)),
    wrong,
    seed,
    seconds: (Date.now() - began) / 1000,
    disasters: disasters.counts,
    person: person.counts,
    ...(keep ? { left: world.root } : {}),
  }
}

function openWork(app: App): string {
  if (!app.run) return `no run is shown; ${app.restorable.length} can be restored`
  const { tasks, deliveries, agents, panes } = app.run
  const open = Object.values(tasks).filter(({ state }) => !['done', 'failed', 'cancelled'].includes(state))
  const carried = Object.values(deliveries).filter(({ state }) => state !== 'proven' && state !== 'refused')
  const team = Object.values(panes).map(
    (pane) => `${pane.role} ${agents[pane.agent ?? '']?.status ?? 'none'} ${pane.startFailure ?? ''}`,
  )
  return [
    `${Object.keys(tasks).length} tasks`,
    ...open.slice(0, 12).map((task) => `${task.id} ${task.role} ${task.state}`),
    ...carried.map(
      (each) => `${each.id} ${each.purpose} ${each.state} ${each.hold ?? ''} ${each.detail ?? ''}`,
    ),
    ...team,
    ...app.lines.slice(-5),
  ].join('; ')
}

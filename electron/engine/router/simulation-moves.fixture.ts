import fc from 'fast-check'
import type { TeamRole } from '#shared/model/events'
import { isVacant } from '#shared/model/seats'
import { team, teamRoles, type Simulation } from './simulation.fixture'
import type { WorldAgent } from './world.fixture'

const kinds = [
  'delegate',
  'tick',
  'tick',
  'tick',
  'status',
  'status',
  'report',
  'report-again',
  'ask',
  'open-dialog',
  'close-dialog',
  'type',
  'pause',
  'clear',
  'submit',
  'die',
  'seen',
  'seen',
  'due',
  'due',
  'due',
  'proof',
  'proof',
  'start',
  'start',
  'drop-paste',
  'swallow-enter',
  'lose-proof',
  'miss-argument',
  'blur-screen',
  'prompt',
  'wake',
  'retry',
  'cancel',
  'move-prompt',
  'hand-over',
  'cancel-task',
  'check',
  'hold-task',
  'release',
  'toggle-clear',
  'toggle-seats',
  'fail-start',
  'restart',
  'end',
] as const

/** One thing that happens. `on` and `how` choose among what is there. */
export interface Move {
  kind: (typeof kinds)[number]
  on: number
  how: number
}

const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom(...kinds),
  on: fc.nat(30),
  how: fc.nat(31),
})

/** Any interleaving of what agents, the person, the clock and the machine may do. The end of the run is rare. */
export const moves: fc.Arbitrary<Move[]> = fc
  .array(move, { maxLength: 160, size: 'max' })
  .map((all) => all.filter(({ kind, how }) => kind !== 'end' || how === 0))

const first = (kind: Move['kind'], on = 0, how = 0): Move => ({ kind, on, how })

/** Interleavings that chance finds too rarely. The reviewer is the third agent; the first delivery is the orchestrator's. */
export const rare: readonly Move[][] = [
  // A dialog opens over what was pasted; once it is gone, the person adds words before Enter is due.
  [
    first('tick', 2),
    first('status', 2),
    first('prompt', 2),
    first('seen', 1),
    first('open-dialog', 2),
    first('due', 1),
    first('close-dialog', 2),
    first('type', 2),
    first('due', 1),
  ],
  // A text waits for the person's words in a box that cannot be emptied: the auditor's, who is the fourth agent.
  [
    first('tick', 3),
    first('status', 3),
    first('type', 3),
    first('pause', 3),
    first('prompt', 3),
    first('seen', 1),
  ],
  // A worker answers twice while its next task waits to be typed.
  [
    first('tick', 2),
    first('status', 2),
    first('delegate', 0, 4),
    first('seen', 1),
    first('due', 1),
    first('proof', 2),
    first('report', 2, 1),
    first('delegate', 0, 4),
    first('report-again', 2),
  ],
  // An agent dies whose report is being checked, before its prompt was proven.
  [
    first('delegate', 0, 26),
    first('start'),
    first('start'),
    first('tick', 18),
    first('report', 8),
    first('die', 28),
  ],
]

const roles = [...new Set(team.map(({ role }) => role))]

/** Makes one move, then takes the steps that the state asks for. */
export function make(sim: Simulation, { kind, on, how }: Move): void {
  const agents = [...sim.agents.values()].filter(({ alive }) => alive)
  const agent = agents[on % Math.max(1, agents.length)]
  const underway = [...sim.machines.keys()]
  const delivery = underway[on % Math.max(1, underway.length)]
  switch (kind) {
    case 'delegate':
      sim.delegate(
        roles.filter((_, index) => (how >> index) & 1),
        on % 4 === 0 ? ['src'] : [],
      )
      break
    case 'seen':
      if (delivery) sim.look(delivery, 'seen')
      break
    case 'due':
      if (delivery) sim.look(delivery, 'due')
      break
    case 'start': {
      const [start] = sim.starting.splice(0, 1)
      if (start) sim.launch(start.pane, start.task)
      break
    }
    case 'fail-start':
      sim.startFails = how === 0
      break
    case 'retry':
      if (delivery && sim.machines.get(delivery)?.machine.phase === 'unproven') {
        sim.retry(delivery)
      }
      break
    case 'cancel':
      if (delivery && how === 0) sim.feed(delivery, { kind: 'cancelled' })
      break
    case 'move-prompt':
      if (delivery && sim.run.deliveries[delivery]?.purpose === 'prompt') sim.moveFirst(delivery)
      break
    case 'cancel-task': {
      const queued = Object.values(sim.run.tasks).filter(({ state }) => state === 'queued')
      const task = queued[on % Math.max(1, queued.length)]
      if (task && how < 4)
        sim.commit([{ type: 'task-cancelled', task: task.id, reason: 'You cancelled it.' }])
      break
    }
    case 'check':
      sim.check(how < 16 ? 'accepted' : how < 26 ? 'returned' : 'failed')
      break
    case 'hold-task':
      sim.hold(`t${on}`)
      break
    case 'release':
      sim.release()
      break
    case 'toggle-clear':
      if (how < 4) change(sim, ({ clear, start }) => ({ clear: (how & 1) === 1 ? clear : !clear && !start }))
      break
    case 'toggle-seats':
      if (how < 12) change(sim, ({ seat }) => (seat && how < 6 ? { retired: true } : { retired: false }))
      break
    case 'restart':
      restart(sim)
      break
    case 'end':
      sim.end()
      break
    default:
      if (agent) moveOf(sim, agent, kind, how)
  }
  sim.pump()
}

/** The person edits the config; what is not edited stays as it is. */
function change(sim: Simulation, edit: (role: TeamRole) => Partial<TeamRole>): void {
  const now = teamRoles((role) => {
    const { clear, retired } = sim.run.panes[role.pane] ?? role
    return { clear, ...(retired === undefined ? {} : { retired }), ...edit(role) }
  })
  sim.commit([{ type: 'team-changed', team: now }])
}

function moveOf(sim: Simulation, agent: WorldAgent, kind: Move['kind'], how: number): void {
  switch (kind) {
    case 'tick':
      return agent.tick()
    case 'status':
      return tellStatus(sim, agent)
    case 'report':
      if (agent.inTurn && hasTask(sim, agent))
        sim.report(agent, how < 20 ? 'done' : how < 26 ? 'failed' : 'blocked', how % 3 === 0)
      return
    case 'report-again':
      if (agent.inTurn && agent.hasReported) sim.report(agent, 'done')
      return
    case 'ask':
      return agent.inTurn ? sim.ask(agent) : undefined
    case 'open-dialog':
      // A trust dialog before the first prompt, a permission in a turn, and now and then one out of the blue.
      if (agent.inTurn || agent.state === 'starting' || how < 8) agent.dialog = true
      return
    case 'close-dialog':
      agent.dialog = false
      return
    case 'type':
      return agent.personTypes()
    case 'pause':
      agent.typing = false
      return
    case 'clear':
      return agent.personClears()
    case 'submit':
      return agent.personSubmits()
    case 'die':
      return how < 6 ? sim.gone(agent, false) : undefined
    case 'proof': {
      const prompt = agent.nextPrompt()
      return prompt && sim.prompted(agent, prompt.text)
    }
    case 'drop-paste':
      agent.dropsPaste = how < 12
      return
    case 'swallow-enter':
      agent.swallowsEnter = how < 12
      return
    case 'hand-over':
      return how < 10 ? sim.askHandOver(agent, how < 7 ? 'idle' : 'now') : undefined
    case 'lose-proof':
      agent.losesProof = how < 12
      return
    case 'blur-screen':
      agent.screenTells = how > 6
      return
    case 'wake':
      // A background task of its own has ended. Where only the screen is seen, a turn that began since the paste looks
      // like the paste itself, so nothing can be promised there.
      if (agent.habit === 'hooked' && agent.state === 'idle' && how < 12) agent.state = 'thinking'
      return
    case 'miss-argument':
      if (agent.state === 'starting' && agent.argument) agent.argumentMissed = true
      return
    case 'prompt':
      if (how < 8) sim.deliver(agent.pane, agent.id, 'prompt', `Prompt ${sim.run.counters.delivery}`, 'typed')
      return
    default:
      return
  }
}

function hasTask(sim: Simulation, agent: WorldAgent): boolean {
  return sim.taskOf(agent) !== undefined
}

function tellStatus(sim: Simulation, agent: WorldAgent): void {
  agent.status = agent.trueStatus
  const known = sim.run.agents[agent.id]
  if (known && known.status !== agent.status && agent.alive)
    sim.commit([{ type: 'agent-observed', agent: agent.id, status: agent.status, source: 'hook' }])
}

/** The person starts again what has ended or could not start. */
function restart(sim: Simulation): void {
  for (const { pane } of team) {
    const known = sim.run.panes[pane]
    if (known && !isVacant(known) && !sim.agentIn(pane) && !sim.starting.some((start) => start.pane === pane))
      sim.launch(pane, null)
  }
}

/**
 * From here on nothing goes wrong any more: dialogs are answered, drafts cleared, agents do their work, proofs arrive,
 * and the person looks after what could not be proven. Whatever was accepted has to come to an end.
 */
export function letFinish(sim: Simulation): void {
  sim.startFails = false
  for (let round = 0; round < 400; round++) {
    const before = sim.events.length
    for (const start of sim.starting.splice(0)) sim.launch(start.pane, start.task)
    restart(sim)
    sim.release()
    sim.check('accepted')
    sim.pump()
    for (const agent of sim.agents.values()) if (agent.alive) behave(sim, agent)
    for (const id of sim.machines.keys()) {
      const agent = sim.agents.get(sim.run.deliveries[id]?.agent ?? '')
      const phase = sim.machines.get(id)?.machine.phase
      if (phase === 'unproven' && agent?.state === 'idle') {
        if (agent.box.includes(id)) agent.personClears()
        if (!agent.hasSubmitted(id)) sim.retry(id)
      }
      sim.look(id, 'seen')
      sim.look(id, 'due')
    }
    sim.pump()
    const busy = [...sim.machines.values()].some(({ machine }) => machine.phase !== 'unproven')
    if (sim.events.length === before && !busy && sim.starting.length === 0) return
  }
  throw new Error(`It never comes to rest: ${JSON.stringify([...sim.machines])}`)
}

function behave(sim: Simulation, agent: WorldAgent): void {
  agent.dialog = false
  agent.typing = false
  agent.screenTells = true
  agent.dropsPaste = agent.swallowsEnter = agent.losesProof = false
  // Words that nobody submits any more: the person's own, and a text that was typed again before its late proof.
  if (agent.box.some((part) => !sim.machines.has(part))) agent.personClears()
  // One that ended its turn without a word is asked for its report by the person.
  if (hasTask(sim, agent) && agent.state !== 'thinking') sim.report(agent, 'done')
  agent.tick()
  for (let prompt = agent.nextPrompt(); prompt; prompt = agent.nextPrompt()) sim.prompted(agent, prompt.text)
  tellStatus(sim, agent)
}

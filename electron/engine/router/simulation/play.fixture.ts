import type { TeamRole } from '#shared/model/events'
import { isVacant } from '#shared/model/seats'
import type { Move } from './moves.fixture'
import type { Simulation } from './simulation.fixture'
import { team, teamRoles } from './team.fixture'
import type { WorldAgent } from './world-agent.fixture'

const roles = [...new Set(team.map(({ role }) => role))]

/** Makes one move, then takes the steps that the state asks for. */
export function make(sim: Simulation, { kind, on, how }: Move): void {
  const agents = [...sim.agents.values()].filter(({ alive }) => alive)
  const agent = agents[on % Math.max(1, agents.length)]
  const underway = [...sim.deliveries.machines.keys()]
  const delivery = underway[on % Math.max(1, underway.length)]
  switch (kind) {
    case 'delegate':
      sim.delegate(
        roles.filter((_, index) => (how >> index) & 1),
        on % 4 === 0 ? ['src'] : [],
      )
      break
    case 'seen':
      if (delivery) sim.deliveries.look(delivery, 'seen')
      break
    case 'due':
      if (delivery) sim.deliveries.look(delivery, 'due')
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
      if (delivery && sim.deliveries.machines.get(delivery)?.machine.phase === 'unproven') {
        sim.deliveries.retry(delivery)
      }
      break
    case 'cancel':
      if (delivery && how === 0) sim.deliveries.feed(delivery, { kind: 'cancelled' })
      break
    case 'move-prompt':
      if (delivery && sim.run.deliveries[delivery]?.purpose === 'prompt') sim.deliveries.moveFirst(delivery)
      break
    case 'cancel-task': {
      const queued = Object.values(sim.run.tasks).filter(({ state }) => state === 'queued')
      const task = queued[on % Math.max(1, queued.length)]
      if (task && how < 4)
        sim.journal.commit([{ type: 'task-cancelled', task: task.id, reason: 'You cancelled it.' }])
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
    case 'remind':
      sim.remind()
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
  sim.journal.commit([{ type: 'team-changed', team: now }])
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
      return prompt && sim.deliveries.prompted(agent, prompt.text)
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
    case 'forget':
      return how < 6 ? sim.forget(agent, how < 3 ? 'compact' : 'clear') : undefined
    case 'wake':
      // A background task of its own has ended. Where only the screen is seen, a turn that began since the paste looks
      // like the paste itself, so nothing can be promised there.
      if (agent.habit === 'hooked' && agent.state === 'idle' && how < 12) agent.state = 'thinking'
      return
    case 'miss-argument':
      if (agent.state === 'starting' && agent.argument) agent.argumentMissed = true
      return
    case 'prompt':
      if (how < 8)
        sim.deliveries.deliver(agent.pane, agent.id, 'prompt', `Prompt ${sim.run.counters.delivery}`, 'typed')
      return
    default:
      return
  }
}

export function hasTask(sim: Simulation, agent: WorldAgent): boolean {
  return sim.taskOf(agent) !== undefined
}

export function tellStatus(sim: Simulation, agent: WorldAgent): void {
  agent.status = agent.trueStatus
  const known = sim.run.agents[agent.id]
  if (known && known.status !== agent.status && agent.alive)
    sim.journal.commit([{ type: 'agent-observed', agent: agent.id, status: agent.status, source: 'hook' }])
}

/** The person starts again what has ended or could not start. */
export function restart(sim: Simulation): void {
  for (const { pane } of team) {
    const known = sim.run.panes[pane]
    if (known && !isVacant(known) && !sim.agentIn(pane) && !sim.starting.some((start) => start.pane === pane))
      sim.launch(pane, null)
  }
}

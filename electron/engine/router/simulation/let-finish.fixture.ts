import { hasTask, restart, tellStatus } from './play.fixture'
import type { Simulation } from './simulation.fixture'
import type { WorldAgent } from './world-agent.fixture'

/**
 * From here on nothing goes wrong any more: dialogs are answered, drafts cleared, agents do their work, proofs arrive,
 * and the person looks after what could not be proven. Whatever was accepted has to come to an end.
 */
export function letFinish(sim: Simulation): void {
  sim.startFails = false
  for (let round = 0; round < 400; round++) {
    const before = sim.journal.events.length
    for (const start of sim.starting.splice(0)) sim.launch(start.pane, start.task)
    restart(sim)
    sim.release()
    sim.check('accepted')
    sim.remind()
    sim.pump()
    for (const agent of sim.agents.values()) if (agent.alive) behave(sim, agent)
    for (const id of sim.deliveries.machines.keys()) {
      const agent = sim.agents.get(sim.run.deliveries[id]?.agent ?? '')
      const phase = sim.deliveries.machines.get(id)?.machine.phase
      if (phase === 'unproven' && agent?.state === 'idle') {
        if (agent.box.includes(id)) agent.personClears()
        if (!agent.hasSubmitted(id)) sim.deliveries.retry(id)
      }
      sim.deliveries.look(id, 'seen')
      sim.deliveries.look(id, 'due')
    }
    sim.pump()
    const busy = [...sim.deliveries.machines.values()].some(({ machine }) => machine.phase !== 'unproven')
    if (sim.journal.events.length === before && !busy && sim.starting.length === 0) return
  }
  throw new Error(`It never comes to rest: ${JSON.stringify([...sim.deliveries.machines])}`)
}

function behave(sim: Simulation, agent: WorldAgent): void {
  agent.dialog = false
  agent.typing = false
  agent.screenTells = true
  agent.dropsPaste = agent.swallowsEnter = agent.losesProof = false
  // Words that nobody submits any more: the person's own, and a text that was typed again before its late proof.
  if (agent.box.some((part) => !sim.deliveries.machines.has(part))) agent.personClears()
  // One that ended its turn without a word is asked for its report by the person.
  if (hasTask(sim, agent) && agent.state !== 'thinking') sim.report(agent, 'done')
  agent.tick()
  for (let prompt = agent.nextPrompt(); prompt; prompt = agent.nextPrompt())
    sim.deliveries.prompted(agent, prompt.text)
  tellStatus(sim, agent)
}

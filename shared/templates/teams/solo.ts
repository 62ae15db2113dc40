import { gateHint, type Team } from '../compose'

/** The smallest team. */
export const solo: Team = {
  id: 'solo',
  title: 'Orchestrator and coder',
  summary:
    'The orchestrator cuts your task into steps, and a coder with a fresh memory does each of them. ' +
    'Choose it for everyday work, or as a start for a team of your own.',
  workflow: `How the work goes:
1. Cut the person's task into steps that each leave the project working. One step is fine for a small task.
2. Delegate one step at a time to coder, and read its report: does it say how the step was checked?
3. When it does not hold up, give the same step back with what is missing.
4. Report with work-done --done: what changed, how it was checked, and what the person should look at.`,
  stages: [[{ role: 'coder', hint: gateHint }]],
}

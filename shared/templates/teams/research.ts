import type { Team } from '../compose'

/** A question, answered with evidence that somebody has tried to refute. */
export const research: Team = {
  id: 'research',
  title: 'Research and writing',
  summary:
    'Up to three researchers answer the parts of a question side by side, a fact checker tries to refute them, and a writer makes one text of what holds. ' +
    'Choose it to understand something, or to have it explained, before anybody builds.',
  lines: [
    'max_rounds = 16   # times that work may come to one role',
    'instructions = "Never publish or send anything: what is found stays in this folder."',
  ],
  workflow: `How the work goes:
1. Split the person's question into parts that can be answered apart. Delegate each part to researcher in a command of its own:
   three are worked on side by side, further ones wait for their turn.
2. When they have reported, delegate their reports to fact-checker: which claims lack evidence, contradict each other, or can be refuted?
3. Give each open or refuted point to researcher as a new task, with what was claimed and what was said against it. Who works on it has
   not claimed it: every task gets a fresh agent. Two rounds are enough.
4. Delegate to writer: one text with the answer first, the evidence, and what stays uncertain. Say for whom, and under which path.
5. Delegate the finished text to fact-checker once more: does it say more than the findings do?
6. Report with work-done --done: the answer in a few sentences, and the path of the text.`,
  stages: [[{ role: 'researcher', seats: 3 }], [{ role: 'fact-checker' }], [{ role: 'writer' }]],
}

import type { Team } from '../compose'

/** A question, answered with evidence that somebody has tried to refute. */
export const research: Team = {
  id: 'research',
  title: 'Research and writing',
  summary:
    'Two researchers answer parts of a question side by side, a fact checker tries to refute them, and a writer makes one text of what holds. ' +
    'Choose it to understand something, or to have it explained, before anybody builds.',
  lines: [
    'max_rounds = 8   # times that work may come to one role',
    'instructions = "Never publish or send anything: what is found stays in this folder."',
  ],
  workflow: `How the work goes:
1. Split the person's question into parts that can be answered apart. Delegate one part to researcher-1 and another one to
   researcher-2, each in a command of its own, so that they work side by side; then the next parts.
2. When they have reported, delegate their reports to fact-checker: which claims lack evidence, contradict each other, or can be refuted?
3. Give open or refuted points to whichever researcher did not claim them, with what was said against them. Two rounds are enough.
4. Delegate to writer: one text with the answer first, the evidence, and what stays uncertain. Say for whom, and under which path.
5. Delegate the finished text to fact-checker once more: does it say more than the findings do?
6. Report with work-done --done: the answer in a few sentences, and the path of the text.`,
  stages: [
    [
      { role: 'researcher', name: 'researcher-1' },
      { role: 'researcher', name: 'researcher-2' },
    ],
    [{ role: 'fact-checker' }],
    [{ role: 'writer' }],
  ],
}

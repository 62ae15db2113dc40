import { gateHint, type Team } from '../compose'

/** Red, green, simpler: a test before each piece of code. */
export const tdd: Team = {
  id: 'tdd',
  title: 'Tests first',
  summary:
    'A planner cuts the task into behaviours; for each, a tester writes a failing test, a coder makes it pass and a simplifier tidies up, ' +
    'then a reviewer reads the whole and release waits for your yes. ' +
    'Choose it when the wanted behaviour is clear and must stay.',
  lines: ['max_rounds = 30   # times that work may come to one role; each behaviour takes one'],
  workflow: `How the work goes:
1. Delegate to planner: the list of behaviours that the task asks for, the riskiest first, each small enough for one test.
2. Red: delegate the first behaviour to tester, to write its tests and to show that each fails for the right reason.
3. Green: delegate to coder, to make exactly these tests pass without changing them. If coder thinks that a test is
   wrong, tester decides, from the specification.
4. Refactor: delegate to simplifier, with all tests green before and after.
5. Go back to step 2 with the next behaviour, until the list is done. Begin each task with the words of its behaviour.
6. When all is green, delegate to reviewer. Blocking findings go to the role whose files they are in, then have it reviewed again.
7. Tell the person the behaviours, the tests that hold them, and the last result. Then delegate the pull request
   to release. Release merges only in a later task, and only after the person has said yes: quote it there.
8. Report with work-done --done.`,
  stages: [
    [{ role: 'planner' }],
    [{ role: 'tester' }],
    [{ role: 'coder', hint: gateHint }],
    [{ role: 'simplifier' }],
    [{ role: 'reviewer' }],
    [{ role: 'release' }],
  ],
}

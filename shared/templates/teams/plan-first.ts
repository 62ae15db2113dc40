import { gateHint, type Team } from '../compose'

/** Nothing is built before three views of it have become one plan that the person approved. */
export const planFirst: Team = {
  id: 'plan-first',
  title: 'Plan first',
  summary:
    'An architect, a designer and a test planner look at the task side by side, a product manager makes one plan of it that you approve, ' +
    'then it is built, tuned, tested, checked and documented. ' +
    'Choose it for large or risky changes.',
  lines: ['max_rounds = 6   # times that work may come to one role'],
  workflow: `How the work goes:
1. Plan: delegate the person's task to architect, to designer and to test-planner in one command, so that they work side by side.
2. Decide: delegate their three reports, word for word, to product-manager. Product-manager proposes one plan to the
   person, and nothing is built before the person has approved it.
3. Build: delegate what is behind the interface to backend, and what people see to frontend. Side by side only when
   they change different files: claim them with --paths. Leave out the one that has nothing to do.
4. Tune: when both have reported, delegate to simplifier, then to optimizer, one after the other. Skip optimizer when nothing
   in the plan has to be fast.
5. Check: delegate to tester, then to quality-checker and to reviewer in one command. Name the approved plan and the commits in each task.
6. Give every blocking finding to the role whose files it is in, then check again. If the plan itself turns out wrong,
   stop and ask the person. When a finding comes back for the third time, show the person both sides.
7. Delegate to documenter when the change alters what users or developers see.
8. Report with work-done --done: what changed against the plan and why, how it was checked, and that nothing was
   pushed, merged or released. That is the person's decision, and none of this team's.`,
  stages: [
    [{ role: 'architect' }, { role: 'designer' }, { role: 'test-planner' }],
    [
      {
        role: 'product-manager',
        lines: ['plan = "person"   # nothing is built before you have approved its plan'],
      },
    ],
    [
      { role: 'backend', hint: gateHint },
      { role: 'frontend', hint: gateHint },
    ],
    [
      { role: 'simplifier', hint: gateHint },
      { role: 'optimizer', hint: gateHint },
    ],
    [{ role: 'tester' }, { role: 'quality-checker' }, { role: 'reviewer' }],
    [{ role: 'documenter' }],
  ],
}

import { gateHint, type Team } from '../compose'

/** Every change is reviewed and audited before it is shown to the person. */
export const codeReview: Team = {
  id: 'code-review',
  title: 'Code, review, audit, release',
  summary:
    'A coder works, a reviewer and an auditor check its change side by side, and findings go back until none is left. ' +
    'Choose it for changes that should be ready to ship.',
  lines: ['max_rounds = 6   # times that work may come to one role'],
  workflow: `How the work goes:
1. Delegate the person's task to coder at once. Ask the person only when it can be read in two ways that lead to different code.
2. When coder has reported, delegate to reviewer and auditor in one command, so that they work side by side.
3. Give every blocking finding to coder in one task. Then have the new change reviewed and audited again.
4. When a finding comes back for the third time, stop and show the person both sides.
5. When nothing blocking is left, tell the person what changed, how it was checked, and what to look at. Then delegate the
   pull request to release. Release merges only in a later task, and only after the person has said yes: quote it there.
6. When the person's task is finished, report it with work-done --done.`,
  stages: [
    [{ role: 'coder', hint: gateHint }],
    [{ role: 'reviewer' }, { role: 'auditor' }],
    [{ role: 'release' }],
  ],
}

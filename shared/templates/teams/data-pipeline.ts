import { gateHint, type Team } from '../compose'

/** From sources to a checked result, with the real data behind the person's yes. */
export const dataPipeline: Team = {
  id: 'data-pipeline',
  title: 'Data pipeline',
  summary:
    'A researcher looks at the sources, the coder plans the steps and builds them on samples, a tester and an auditor check the data side by side, ' +
    'and an operator runs it on the real data after your yes. ' +
    'Choose it for imports, migrations, reports and model inputs.',
  lines: [
    'max_rounds = 8   # times that work may come to one role',
    'instructions = "Never write to a source of data, and never put personal data or secrets into a file of the project, a commit or a report. Work on samples until the person has said yes to a run on the real data."',
  ],
  workflow: `How the work goes:
1. Delegate to researcher: where the data comes from, its shape, amounts, gaps and duplicates, what it means, and who may see it.
2. Delegate to coder with these findings: the steps from source to result, each of which can be run again without harm, with
   what happens to rows that do not fit. Coder hands in a plan first and starts on samples when the person has approved it.
3. Delegate to tester and to auditor in one command, so that they work side by side. Tester: do counts, sums and keys agree
   from step to step, on good samples and on broken ones? Auditor: personal data, secrets, access, what ends up in logs.
4. Blocking findings go to coder, then back to step 3.
5. Show the person the plan of the run: what it reads, what it writes, how long it may take, how to go back. When the
   person has said yes, delegate the run to operator, and quote that yes.
6. Delegate to documenter: what the pipeline does, how to run it again, and what each field of the result means.
7. Report with work-done --done: rows in, rows out, rows rejected and why, and where the result is.`,
  stages: [
    [{ role: 'researcher' }],
    [
      {
        role: 'coder',
        lines: ['plan = "person"   # you approve its plan before it starts'],
        hint: gateHint,
      },
    ],
    [{ role: 'tester' }, { role: 'auditor' }],
    [{ role: 'operator' }],
    [{ role: 'documenter' }],
  ],
}

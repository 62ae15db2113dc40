import { gateHint, type Team } from '../compose'

/** One fresh agent for each item of a list, until nothing is left on it. */
export const ralphLoop: Team = {
  id: 'ralph-loop',
  title: 'Ralph loop',
  summary:
    'The orchestrator keeps a list in TASKS.md, and every item goes to a coder with an empty memory, one after the other, until the list is done; then a reviewer reads the whole. ' +
    'Choose it for long lists of small, similar work that runs while you are away.',
  lines: [
    'tracking_file = "TASKS.md"   # the list; the window shows how far it is',
    '',
    '[orchestrations.budget]   # a loop needs an end: the run pauses and asks you',
    'minutes = 240',
  ],
  workflow: `How the work goes:
1. Read TASKS.md. When it is missing, write the person's task into it as a checklist ("- [ ] ..."): each item small enough for
   one agent, with how it is checked. You may edit this one file, and no other.
2. Delegate the first open item to coder, alone. Begin the task with the words of the item, and add what coder has to
   read; each coder is new and knows nothing of the items before.
3. When coder has reported, read how the item was checked. Tick it ("- [x] ...") when that holds up. When it does not, give
   the same item back once, with the error word for word; after that mark it "(stuck: why)" and go on.
4. What coder found on the way becomes an item at the end of the list, when it belongs to the person's task.
5. Go back to step 2 until no open item is left. Never stop in between to ask whether to go on.
6. Delegate all that was changed to reviewer, once. Blocking findings become items, and you go back to step 2.
7. Report with work-done --done: what was done, what is stuck and why. Nothing is pushed, merged or released by this team.`,
  stages: [
    [
      {
        role: 'coder',
        lines: ['clear = true   # a new agent for every item'],
        hint: gateHint,
      },
    ],
    [{ role: 'reviewer' }],
  ],
}

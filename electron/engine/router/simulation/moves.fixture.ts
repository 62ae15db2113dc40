import fc from 'fast-check'

const kinds = [
  'delegate',
  'tick',
  'tick',
  'tick',
  'status',
  'status',
  'report',
  'report-again',
  'ask',
  'open-dialog',
  'close-dialog',
  'type',
  'pause',
  'clear',
  'submit',
  'die',
  'seen',
  'seen',
  'due',
  'due',
  'due',
  'proof',
  'proof',
  'start',
  'start',
  'drop-paste',
  'swallow-enter',
  'lose-proof',
  'miss-argument',
  'blur-screen',
  'prompt',
  'wake',
  'retry',
  'cancel',
  'move-prompt',
  'hand-over',
  'cancel-task',
  'check',
  'hold-task',
  'release',
  'toggle-clear',
  'toggle-seats',
  'fail-start',
  'restart',
  'end',
  'forget',
  'remind',
] as const

/** One thing that happens. `on` and `how` choose among what is there. */
export interface Move {
  kind: (typeof kinds)[number]
  on: number
  how: number
}

const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom(...kinds),
  on: fc.nat(30),
  how: fc.nat(31),
})

/** Any interleaving of what agents, the person, the clock and the machine may do. The end of the run is rare. */
export const moves: fc.Arbitrary<Move[]> = fc
  .array(move, { maxLength: 160, size: 'max' })
  .map((all) => all.filter(({ kind, how }) => kind !== 'end' || how === 0))

const first = (kind: Move['kind'], on = 0, how = 0): Move => ({ kind, on, how })

/** Interleavings that chance finds too rarely. The reviewer is the third agent; the first delivery is the orchestrator's. */
export const rare: readonly Move[][] = [
  // A dialog opens over what was pasted; once it is gone, the person adds words before Enter is due.
  [
    first('tick', 2),
    first('status', 2),
    first('prompt', 2),
    first('seen', 1),
    first('open-dialog', 2),
    first('due', 1),
    first('close-dialog', 2),
    first('type', 2),
    first('due', 1),
  ],
  // A text waits for the person's words in a box that cannot be emptied: the auditor's, who is the fourth agent.
  [
    first('tick', 3),
    first('status', 3),
    first('type', 3),
    first('pause', 3),
    first('prompt', 3),
    first('seen', 1),
  ],
  // A worker answers twice while its next task waits to be typed.
  [
    first('tick', 2),
    first('status', 2),
    first('delegate', 0, 4),
    first('seen', 1),
    first('due', 1),
    first('proof', 2),
    first('report', 2, 1),
    first('delegate', 0, 4),
    first('report-again', 2),
  ],
  // The orchestrator forgets its role while a text of the person's waits for it.
  [
    first('tick'),
    first('proof'),
    first('tick'),
    first('tick'),
    first('status'),
    first('prompt'),
    first('forget'),
    first('seen'),
    first('remind'),
  ],
  // An agent dies whose report is being checked, before its prompt was proven.
  [
    first('delegate', 0, 26),
    first('start'),
    first('start'),
    first('tick', 18),
    first('report', 8),
    first('die', 28),
  ],
]

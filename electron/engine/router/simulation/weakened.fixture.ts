import type { Run } from '#shared/model/state'
import type { Effect, Phase } from '../../delivery/machine'
import type { View } from '../../delivery/view'
import type { Surroundings } from '../schedule'

/** A part of the rules that a test turns off, to see that it is needed. */
export interface Weakened {
  /** What the machine is told instead of what is there. */
  view?: (view: View, phase: Phase) => View
  /** What the machine does instead. */
  effects?: (effects: Effect[]) => Effect[]
  /** Reports are matched without the rules of `meaningOfReport`. */
  anyReportAnswers?: true
  /** Proofs are only taken while the machine is not held. */
  noProofWhileHeld?: true
  /** Cancelled tasks are typed all the same. */
  everythingWanted?: true
  /** Reports are matched with any seat's task of the role. */
  reportsOfRole?: true
  /** The next steps are decided on this instead of the run. */
  seen?: (run: Run) => Run
  /** What goes first is decided on this instead of the run. */
  order?: (run: Run) => Run
  /** The next steps are decided with this instead of what is around. */
  around?: (around: Surroundings) => Surroundings
}

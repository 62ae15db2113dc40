import type { BodyOf, EventBody } from '../events'
import type { Run } from '../state'

/** What an event of each kind makes of a run. `at` is when it happened. */
export type Folds = {
  [T in EventBody['type']]: (run: Run, body: BodyOf<T>, at: number) => Run
}

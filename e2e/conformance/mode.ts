import { z } from 'zod'
import type { CaseId } from './cases'
import type { SubjectId } from './subject'

const Missing = z.record(z.string(), z.string())

/** Whether only the cases of every day are tried, each once: `npm test -- agents`. */
const SHORT = process.env['TEST_AGENTS_SHORT'] === '1'

/**
 * What the short run leaves to the whole one. Every text, one permission that is denied, a new conversation and every other way to
 * start are still in it.
 */
const LEFT_OUT: readonly CaseId[] = ['hidden', 'busy', 'error', 'allowed', 'denied']

/** How often each text is delivered: 20 shows what a rare race would spoil, 2 is for a look in between. */
export const REPEAT = SHORT ? 1 : Number(process.env['TEST_AGENTS_REPEAT'] ?? '2')

/** How often a permission is asked, for which an agent has to be started each time: as often as a day's work allows. */
export const REPEAT_ASKED = REPEAT >= 20 ? 3 : 1

/** Whether the results are kept for `docs/agents.md`; a short run has none to keep. */
export const WRITE = !SHORT && process.env['TEST_AGENTS_WRITE'] === '1'

/** No case begins later than that, epoch milliseconds: a stage has its time. */
export const DEADLINE = Number(process.env['TEST_AGENTS_DEADLINE'] ?? 'Infinity')

/** Why CLIs could not be installed, by name, as the stage that tried to says. */
const missing = Missing.parse(JSON.parse(process.env['TEST_AGENTS_MISSING'] ?? '{}'))

/** Whether a case is tried in this run. */
export function isChosen(id: CaseId): boolean {
  return !SHORT || !LEFT_OUT.includes(id)
}

/** Why a CLI that should have been installed is not there. */
export function missingReason(id: SubjectId): string {
  return missing[id] ?? 'it is not installed; `npm run test:agents` installs it'
}

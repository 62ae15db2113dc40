import { afterAll } from 'vitest'
import { WRITE } from './mode'
import { writePage } from './record'
import { conformance } from './suite'
import { SUBJECTS } from './subjects/index'

/** Names of the subjects to test, separated by commas; all when it is not set. */
const chosen = process.env['TEST_AGENTS']?.split(',')

for (const subject of SUBJECTS) if (!chosen || chosen.includes(subject.id)) conformance(subject)

afterAll(() => {
  if (WRITE) writePage(SUBJECTS)
})

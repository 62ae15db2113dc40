import { afterAll } from 'vitest'
import { WRITE } from './mode'
import { writePage } from './record'
import { conformance } from './suite'
import { SUBJECTS } from './subjects/index'
import { CHOSEN } from './tables'

for (const subject of CHOSEN) conformance(subject)

afterAll(() => {
  if (WRITE) writePage(SUBJECTS)
})

import { afterAll } from 'vitest'
import type { CaseId } from './cases'
import { WRITE } from './mode'
import { Record, writePage } from './record'
import type { Subject, SubjectId } from './subject'
import { SUBJECTS } from './subjects/index'

/** Names of the subjects to test, separated by commas; all when it is not set. */
const asked = process.env['TEST_AGENTS']?.split(',')

/** The agent CLIs that this run is about. */
export const CHOSEN = SUBJECTS.filter(({ id }) => !asked || asked.includes(id))

/** What the tests of one file come to in the table, beside what the suite itself notes there. */
export class Tables {
  private readonly records = new Map<SubjectId, Record>()

  constructor() {
    afterAll(() => {
      if (!WRITE) return
      for (const record of this.records.values()) record.write()
      writePage(SUBJECTS)
    })
  }

  /** One try of a case: a test's whole work. */
  async tried(subject: Subject, id: CaseId, work: () => Promise<void>): Promise<void> {
    const record = this.records.get(subject.id) ?? new Record(subject)
    this.records.set(subject.id, record)
    try {
      await work()
      record.tried(id, true)
    } catch (error) {
      record.tried(id, false)
      throw error
    }
  }
}

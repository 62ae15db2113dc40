import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CASES, CASE_IDS, type CaseId } from './cases'
import { nameOf, type Subject, type SubjectId } from './subject'

/** What came out of one case: so many of so many, or why it was not tried. */
const Outcome = z.union([z.object({ passed: z.number(), of: z.number() }), z.object({ cannot: z.string() })])
type Outcome = z.infer<typeof Outcome>

const Results = z.object({ version: z.string(), cases: z.record(z.string(), Outcome) })
type Results = z.infer<typeof Results>

const FOLDER = join(import.meta.dirname, 'results')
const PAGE = join(import.meta.dirname, '../../docs/agents.md')

/** What one subject's run came to. Nothing but versions and numbers, so that the same results make the same files. */
export class Record {
  private readonly cases = new Map<CaseId, Outcome>()

  constructor(private readonly subject: Subject) {
    for (const id of CASE_IDS) {
      const cannot = subject.cannot[id]
      if (cannot !== undefined) this.cases.set(id, { cannot })
    }
  }

  /** Notes one try of a case. */
  tried(id: CaseId, passed: boolean): void {
    const before = this.cases.get(id)
    const seen = before && 'of' in before ? before : { passed: 0, of: 0 }
    this.cases.set(id, { passed: seen.passed + (passed ? 1 : 0), of: seen.of + 1 })
  }

  /** Writes this subject's results. A case that was not tried this time keeps what it came to before with this version. */
  write(): void {
    const { version } = nameOf(this.subject.id)
    const before = readResults(this.subject.id)
    const known = before?.version === version ? before.cases : {}
    const cases = Object.fromEntries(
      CASE_IDS.flatMap((id) => {
        const outcome = this.cases.get(id) ?? known[id]
        return outcome ? [[id, outcome]] : []
      }),
    )
    const results: Results = { version, cases }
    mkdirSync(FOLDER, { recursive: true })
    writeFileSync(fileOf(this.subject.id), `${JSON.stringify(results, undefined, 2)}\n`)
  }
}

/** Writes `docs/agents.md` from the results of all subjects. */
export function writePage(subjects: readonly Subject[]): void {
  const columns = subjects.flatMap((subject) => {
    const results = readResults(subject.id)
    return results ? [{ subject, results, ...nameOf(subject.id) }] : []
  })
  const notes: string[] = []
  const cell = (outcome: Outcome | undefined): string => {
    if (!outcome) return '–'
    if ('of' in outcome) {
      if (outcome.passed < outcome.of) return `**${outcome.passed} of ${outcome.of}**`
      return outcome.of === 1 ? 'yes' : `${outcome.passed} of ${outcome.of}`
    }
    const known = notes.indexOf(outcome.cannot)
    const number = known < 0 ? notes.push(outcome.cannot) : known + 1
    return `no [${number}]`
  }
  const rows = CASE_IDS.map((id) => [CASES[id], ...columns.map(({ results }) => cell(results.cases[id]))])
  const header = ['', ...columns.map(({ label, version }) => `${label} ${version}`)]
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const table = [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')
  const listed = notes.map((note, index) => `${index + 1}. ${note}`).join('\n')
  writeFileSync(PAGE, `${INTRODUCTION}\n${table}\n${listed === '' ? '' : `\n${listed}\n`}`)
}

const INTRODUCTION = `# Agents

What each agent program does under the deck. The real programs run in throw-away homes against a scripted model on loopback, started,
read and written to by the deck's own engine. "20 of 20" counts prompts that reached the model whole and once, compared by SHA-256. "–" was not tried.

\`npm run test:agents\` runs the suite, \`npm run test:agents -- --full --write\` writes this page.
`

function readResults(id: SubjectId): Results | undefined {
  const file = fileOf(id)
  return existsSync(file) ? Results.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

function fileOf(id: SubjectId): string {
  return join(FOLDER, `${id}.json`)
}

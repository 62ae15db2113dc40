import type { CheckResult } from '#shared/model/events'
import type { Report, Run } from '#shared/model/state'
import type { DocumentRef } from '../../state/view-store'

/** The kept output of a report's check, by its place among the report's checks. */
export function evidenceRef(report: string, index: number): DocumentRef {
  return { kind: 'evidence', id: `${report}-${index}` }
}

/** What a role changed that may not edit, as it was found with this report. */
export function editsEvidence(report: Report): DocumentRef | null {
  const index = report.checks.findIndex((check) => check.kind === 'edits' && check.output)
  return index === -1 ? null : evidenceRef(report.id, index)
}

/** Whether an evidence is a change of the tree: what was edited by somebody who may not. */
export function isChange(run: Run | undefined, id: string): boolean {
  return run?.changes[id] !== undefined || checkOf(run, id)?.check.kind === 'edits'
}

/** What an evidence is of: "tests, exited with code 1", or what was edited. Null for a text that is none. */
export function evidenceWords(run: Run | undefined, id: string): string | null {
  const check = checkOf(run, id)?.check
  if (check?.kind === 'edits') return check.detail
  return check ? `${check.name}, ${check.detail}` : (run?.changes[id]?.detail ?? null)
}

/** The check behind an evidence id. */
export function checkOf(run: Run | undefined, id: string): { report: string; check: CheckResult } | null {
  const at = id.lastIndexOf('-')
  const report = run?.reports[id.slice(0, at)]
  const check = report?.checks[Number(id.slice(at + 1))]
  return report && check ? { report: report.id, check } : null
}

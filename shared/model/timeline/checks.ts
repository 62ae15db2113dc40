import type { Lines } from './lines'

/** What the deck found about reports, edits and proposals. */
export const checkLines = {
  'check-finished': (body, { after, entry, role }) => {
    const report = after.reports[body.report]
    const level = { passed: 'good', failed: 'error', undecided: 'warning', skipped: 'info' } as const
    return entry(
      'check',
      'deck',
      report ? role(report.pane) : null,
      body.result.kind === 'edits' ? body.result.detail : `${body.result.name} ${body.result.detail}`,
      {
        report: body.report,
        ...(body.result.output && report ? { evidence: `${body.report}-${report.checks.length - 1}` } : {}),
      },
      level[body.result.verdict],
    )
  },

  'tree-changed': (body, { entry, lead }) =>
    entry('check', 'deck', lead(), body.detail, { evidence: body.change }, 'warning'),

  'report-checked': (body, { after, entry }) =>
    body.verdict === 'returned'
      ? entry(
          'check',
          'deck',
          after.tasks[body.task]?.role ?? null,
          `Report ${body.report} was sent back`,
          { report: body.report },
          'warning',
        )
      : null,

  'proposal-checked': (body, { entry, lead }) => {
    const level = { valid: 'good', returned: 'warning', 'given-up': 'error' } as const
    return entry('check', 'deck', lead(), `Proposal ${body.number}: ${body.detail}`, {}, level[body.verdict])
  },

  'proposal-decided': (body, { entry }) =>
    entry('note', 'you', null, body.accepted ? 'Accepted the proposal' : 'Discarded the proposal'),
} satisfies Partial<Lines>

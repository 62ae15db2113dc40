import type { BodyOf, RunEvent, TeamRole } from '../events'
import { orderWithSeats, seatNumber, seatsOf } from '../seats'
import { inHand } from '../selectors'
import type { Pane, Run } from '../state'
import { openedWorkspace } from '../workspace'
import { configBefore } from '../taken-config'
import type { Folds } from './folds'
import { patchPane, patchTask } from './patch'

/** The run that a journal begins with. */
export function opened(event: RunEvent, body: BodyOf<'run-opened'>): Run {
  return {
    id: event.run,
    seq: event.seq,
    openedAt: event.at,
    project: body.project,
    directory: body.directory,
    orchestration: body.orchestration,
    title: body.title,
    origin: body.origin,
    worktree: body.worktree ?? null,
    workspace: body.workspace ? openedWorkspace(body.workspace) : null,
    generates: body.generates ?? null,
    proposal: null,
    phase: 'running',
    outcome: null,
    endReason: null,
    endedAt: null,
    summary: null,
    limits: body.limits ?? {},
    config: body.config ?? configBefore(body),
    paneOrder: body.team.map((role) => role.pane),
    panes: Object.fromEntries(body.team.map((role): [string, Pane] => [role.pane, paneFor(role)])),
    agents: {},
    tasks: {},
    reports: {},
    questions: {},
    changes: {},
    notices: {},
    lessons: {},
    deliveries: {},
    timeline: [],
    dismissed: {},
    raised: {},
    skipped: 0,
    paused: null,
    counters: {
      task: 1,
      batch: 1,
      delivery: 1,
      report: 1,
      question: 1,
      notice: 1,
      lesson: 1,
      note: 1,
      handOver: 1,
      change: 1,
    },
  }
}

/** A run and its team: opened, changed, paused, over. */
export const runFolds = {
  'team-changed': (run, body) => {
    const panes = { ...run.panes }
    for (const role of body.team) {
      const pane = panes[role.pane]
      const [first] = seatsOf(run, role.role)
      if (pane)
        panes[role.pane] = {
          ...pane,
          ...role,
          description: role.description,
          leads: role.leads,
          limits: role.limits,
          retired: role.retired,
        }
      else if (first && seatNumber(role) > 1) panes[role.pane] = paneFor(role, first.held)
    }
    const paneOrder = orderWithSeats(run.paneOrder, panes)
    const { limits = run.limits, config = run.config } = body
    return { ...run, panes, paneOrder, limits, config }
  },

  'run-finished': (run, body, at) => ({
    ...run,
    phase: 'finished',
    outcome: body.outcome,
    endReason: body.reason ?? null,
    endedAt: at,
    summary: body.summary ?? null,
  }),

  'run-closed': (run, body, at) => ({
    ...run,
    phase: 'closed',
    outcome: run.outcome ?? (body.reason === 'start-failed' ? 'failed' : null),
    endReason: run.endReason ?? body.detail ?? null,
    endedAt: run.endedAt ?? at,
  }),

  'run-paused': (run, body, at) => ({
    ...run,
    paused: { by: body.by, reason: body.reason, at, evidence: body.evidence ?? [] },
  }),

  'run-resumed': (run) => ({ ...run, paused: null }),

  'time-skipped': (run, body, at) => {
    const inWork = Object.values(run.tasks).filter(inHand)
    return inWork.reduce((all, task) => patchTask(all, task.id, at, { skipped: task.skipped + body.ms }), {
      ...run,
      skipped: run.skipped + body.ms,
    })
  },

  'role-held': (run, body, at) => patchRole(run, body.pane, { held: { reason: body.reason, at } }),

  'role-released': (run, body) => patchRole(run, body.pane, { held: null }),
} satisfies Partial<Folds>

/** A pane that no agent has lived in yet. */
function paneFor(role: TeamRole, held: Pane['held'] = null): Pane {
  return { ...role, agent: null, startFailure: null, startFailedAt: null, held, handOver: null }
}

/** Changes all seats of the role that the pane belongs to. */
function patchRole(run: Run, id: string, patch: Partial<Pane>): Run {
  return seatsOf(run, run.panes[id]?.role ?? '').reduce((all, { pane }) => patchPane(all, pane, patch), run)
}

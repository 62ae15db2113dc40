import { append, atOneGo, put } from './entries'
import type { BodyOf, EventBody, RunEvent, TeamRole } from './events'
import { orderWithSeats, seatNumber, seatsOf } from './seats'
import { inHand } from './selectors'
import { timelineEntry } from './timeline'
import type { Agent, Delivery, Pane, Report, Run, Task } from './state'
import { foldWorkspace, openedWorkspace } from './workspace'

/**
 * Folds one event into a run. Pure; the same function runs in the engine, in the window and in recovery.
 *
 * The first event of a journal must be `run-opened` (`run` undefined). An event whose `seq` was folded already is
 * ignored, so replaying an overlap is harmless.
 * @throws when the journal does not start with `run-opened`, or when events are missing before this one.
 */
export function reduce(run: Run | undefined, event: RunEvent): Run {
  if (run === undefined) {
    if (event.body.type !== 'run-opened')
      throw new Error(`The journal of ${event.run} does not start with run-opened`)
    return withTimeline(opened(event, event.body), event)
  }
  if (event.seq <= run.seq) return run
  if (event.seq !== run.seq + 1)
    throw new Error(`Events ${run.seq + 1} to ${event.seq - 1} of ${run.id} are missing`)
  // Folding at one go may change the collections of the run before.
  const delivery = event.body.type === 'delivery-changed' ? run.deliveries[event.body.delivery] : undefined
  const before = delivery ? { ...run, deliveries: { [delivery.id]: delivery } } : run
  return withTimeline({ ...fold(run, event.body, event.at), seq: event.seq }, event, before)
}

/** Folds a whole journal. Undefined for an empty one. */
export function replay(events: readonly RunEvent[]): Run | undefined {
  return foldAll(undefined, events)
}

/** As `reduce` with one event after the other, in a time that does not grow with what was folded before. */
export function foldAll(run: Run | undefined, events: readonly RunEvent[]): Run | undefined {
  return atOneGo(() => events.reduce<Run | undefined>((before, event) => reduce(before, event), run))
}

function withTimeline(run: Run, event: RunEvent, before?: Run): Run {
  const entry = timelineEntry(before ?? run, run, event)
  return entry ? { ...run, timeline: append(run.timeline, entry) } : run
}

function opened(event: RunEvent, body: BodyOf<'run-opened'>): Run {
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

/** A pane that no agent has lived in yet. */
function paneFor(role: TeamRole, held: Pane['held'] = null): Pane {
  return { ...role, agent: null, startFailure: null, startFailedAt: null, held, handOver: null }
}

function fold(run: Run, body: EventBody, at: number): Run {
  switch (body.type) {
    case 'run-opened':
      throw new Error(`${run.id} was opened twice`)
    case 'team-changed': {
      const panes = { ...run.panes }
      for (const role of body.team) {
        const pane = panes[role.pane]
        const [first] = seatsOf(run, role.role)
        if (pane)
          panes[role.pane] = {
            ...pane,
            ...role,
            description: role.description,
            limits: role.limits,
            retired: role.retired,
          }
        else if (first && seatNumber(role) > 1) panes[role.pane] = paneFor(role, first.held)
      }
      const paneOrder = orderWithSeats(run.paneOrder, panes)
      return { ...run, panes, paneOrder, limits: body.limits ?? run.limits }
    }
    case 'run-finished':
      return {
        ...run,
        phase: 'finished',
        outcome: body.outcome,
        endReason: body.reason ?? null,
        endedAt: at,
        summary: body.summary ?? null,
      }
    case 'run-closed':
      return {
        ...run,
        phase: 'closed',
        outcome: run.outcome ?? (body.reason === 'start-failed' ? 'failed' : null),
        endReason: run.endReason ?? body.detail ?? null,
        endedAt: run.endedAt ?? at,
      }

    case 'agent-started': {
      const agent: Agent = {
        id: body.agent,
        pane: body.pane,
        kind: body.kind,
        conversation: body.conversation ?? null,
        startedAt: at,
        status: 'starting',
        since: at,
        source: 'process',
        tool: null,
        detail: null,
        waitingFor: null,
        answerable: false,
        options: null,
        ask: 0,
        error: null,
        limited: false,
        lastPrompt: null,
        toolCount: 0,
        usage: null,
        life: null,
        exit: null,
      }
      return patchPane({ ...run, agents: put(run.agents, agent.id, agent) }, body.pane, {
        agent: agent.id,
        startFailure: null,
        startFailedAt: null,
        handOver: null,
      })
    }
    case 'agent-start-failed':
      return patchPane(run, body.pane, { startFailure: body.reason, startFailedAt: at })
    case 'agent-observed':
      return patchAgent(run, body.agent, (agent) => ({
        status: body.status,
        since: body.status === agent.status ? agent.since : at,
        life: body.status === agent.status ? agent.life : null,
        source: body.source,
        tool: body.tool ?? null,
        detail: body.detail ?? null,
        waitingFor: body.waitingFor ?? null,
        answerable: body.answerable ?? false,
        options: body.options ?? null,
        ask: body.ask ?? 0,
        error: body.error ?? null,
        limited: body.limited ?? agent.limited,
        toolCount:
          body.tool !== undefined && (body.tool !== agent.tool || body.detail !== (agent.detail ?? undefined))
            ? agent.toolCount + 1
            : agent.toolCount,
      }))
    case 'ask-answered':
      return run
    case 'conversation-reset':
      return patchAgent(run, body.agent, () => ({
        conversation: body.conversation ?? null,
        lastPrompt: null,
      }))
    case 'agent-prompted':
      return patchAgent(run, body.agent, () => ({ lastPrompt: body.text }))
    case 'agent-conversation':
      return patchAgent(run, body.agent, (agent) => ({
        conversation: body.conversation,
        kind: body.kind ?? agent.kind,
      }))
    case 'agent-exited':
      return patchAgent(run, body.agent, () => ({
        status: 'exited',
        since: at,
        source: 'process',
        tool: null,
        detail: null,
        waitingFor: null,
        life: null,
        exit: { code: body.code, signal: body.signal, expected: body.expected, at },
      }))

    case 'usage-seen':
      return patchAgent(run, body.agent, () => ({
        usage: {
          tokens: body.tokens,
          costUsd: body.costUsd ?? null,
          contextUsed: body.contextUsed ?? null,
          contextSize: body.contextSize ?? null,
          contextSource: body.contextSource ?? body.source,
          source: body.source,
          at,
        },
      }))

    case 'life-seen':
      return patchAgent(run, body.agent, () => ({
        life: { signs: body.signs, stillSince: body.stillSince ?? null, stopped: body.stopped ?? false },
      }))

    case 'hand-over-asked':
      return patchPane(run, body.pane, {
        handOver: { agent: body.agent, when: body.when, text: null, task: null },
      })
    case 'hand-over-withdrawn':
      return patchPane(run, body.pane, { handOver: null })
    case 'handed-over':
      return handedOver(run, body, at)

    case 'task-created': {
      const task: Task = {
        id: body.task,
        batch: body.batch,
        from: body.from,
        pane: body.pane,
        role: body.role,
        round: body.round,
        text: body.text,
        after: body.after ?? [],
        paths: body.paths ?? [],
        state: 'queued',
        since: at,
        createdAt: at,
        agent: null,
        delivery: null,
        report: null,
        outcome: null,
        hold: null,
        place: Number(body.task.slice(1)),
        tree: null,
        returned: 0,
        lost: 0,
        skipped: 0,
        handOver: null,
        reason: null,
      }
      return count(
        count({ ...run, tasks: put(run.tasks, task.id, task) }, 'task', body.task),
        'batch',
        body.batch,
      )
    }
    case 'task-reported': {
      const reports = put(run.reports, body.report, {
        id: body.report,
        task: body.task,
        pane: run.agents[body.agent]?.pane ?? run.tasks[body.task]?.pane ?? '',
        agent: body.agent,
        outcome: body.outcome,
        text: body.text,
        at,
        delivery: null,
        checking: null,
        checks: [],
        verdict: body.checking ? null : ('accepted' as const),
      })
      return count(
        patchTask({ ...run, reports }, body.task, at, {
          state: body.checking ? 'checking' : body.outcome === 'done' ? 'done' : 'failed',
          report: body.report,
          outcome: body.outcome,
          // One that waits for another agent has none; sent back, it is this one's again.
          agent: body.agent,
        }),
        'report',
        body.report,
      )
    }
    case 'task-held':
      return patchTask(run, body.task, at, {
        state: 'held',
        hold: { why: body.why, detail: body.detail ?? null },
      })
    case 'task-released':
      return patchTask(run, body.task, at, { state: 'queued', hold: null })
    case 'task-moved':
      return patchTask(run, body.task, at, { place: body.place })
    case 'tree-noted':
      return patchTask(run, body.task, at, { tree: body.tree })
    case 'tree-watched':
      return run
    case 'tree-changed': {
      const { change: id, detail, text } = body
      return count({ ...run, changes: put(run.changes, id, { id, detail, text, at }) }, 'change', id)
    }
    case 'check-started':
      return patchReport(run, body.report, () => ({ checking: body.name }))
    case 'check-finished':
      return patchReport(run, body.report, (report) => ({
        checking: null,
        checks: [...report.checks, body.result],
      }))
    case 'report-checked': {
      const next = patchReport(run, body.report, () => ({ checking: null, verdict: body.verdict }))
      const task = next.tasks[body.task]
      if (task?.state !== 'checking') return next
      if (body.verdict === 'returned') {
        return patchTask(next, body.task, at, {
          state: 'working',
          report: null,
          outcome: null,
          returned: task.returned + 1,
        })
      }
      return patchTask(next, body.task, at, { state: body.verdict === 'accepted' ? 'done' : 'failed' })
    }
    case 'notice-raised':
      return count(
        {
          ...run,
          notices: put(run.notices, body.notice, {
            id: body.notice,
            key: body.key,
            text: body.text,
            at,
            delivery: null,
            withdrawn: false,
          }),
        },
        'notice',
        body.notice,
      )
    case 'notice-withdrawn': {
      const notice = run.notices[body.notice]
      if (!notice) return run
      return { ...run, notices: put(run.notices, notice.id, { ...notice, withdrawn: true }) }
    }
    case 'task-lost': {
      const lost = (run.tasks[body.task]?.lost ?? 0) + 1
      return patchTask(run, body.task, at, {
        state: body.again ? 'queued' : 'failed',
        agent: null,
        delivery: null,
        lost,
        reason: body.reason,
      })
    }
    case 'task-cancelled':
      return patchTask(run, body.task, at, { state: 'cancelled', reason: body.reason })
    case 'report-unsolicited':
      return count(
        {
          ...run,
          reports: put(run.reports, body.report, {
            id: body.report,
            task: null,
            pane: body.pane,
            agent: body.agent,
            outcome: 'done',
            text: body.text,
            at,
            delivery: null,
            checking: null,
            checks: [],
            verdict: 'accepted' as const,
          }),
        },
        'report',
        body.report,
      )
    case 'question-asked':
      return count(
        {
          ...run,
          questions: put(run.questions, body.question, {
            id: body.question,
            pane: body.pane,
            agent: body.agent,
            to: body.to,
            task: body.task ?? null,
            text: body.text,
            at,
            delivery: null,
            answer: null,
            plan: body.plan ?? false,
            approved: false,
            about: body.about ?? null,
            advice: null,
          }),
        },
        'question',
        body.question,
      )
    case 'question-answered': {
      const question = run.questions[body.question]
      if (!question) return run
      return {
        ...run,
        questions: put(run.questions, question.id, {
          ...question,
          answer: body.text,
          approved: body.approved ?? false,
          advice: body.advice ?? null,
        }),
      }
    }

    case 'note-told':
      return count(run, 'note', body.note)
    case 'lesson-proposed':
      return count(
        {
          ...run,
          lessons: put(run.lessons, body.lesson, {
            id: body.lesson,
            pane: body.pane,
            text: body.text,
            accepted: null,
          }),
        },
        'lesson',
        body.lesson,
      )
    case 'lesson-decided': {
      const lesson = run.lessons[body.lesson]
      if (!lesson) return run
      return { ...run, lessons: put(run.lessons, lesson.id, { ...lesson, accepted: body.accepted }) }
    }
    case 'delivery-created':
      return deliveryCreated(run, body, at)
    case 'delivery-extended': {
      const delivery = run.deliveries[body.delivery]
      if (!delivery) return run
      const extended = {
        ...delivery,
        text: body.text,
        reports: body.reports,
        questions: body.questions,
        notices: body.notices ?? [],
      }
      return carried({ ...run, deliveries: put(run.deliveries, delivery.id, extended) }, extended)
    }
    case 'delivery-changed':
      return deliveryChanged(run, body, at)
    case 'delivery-moved': {
      const delivery = run.deliveries[body.delivery]
      if (!delivery) return run
      const moved = { ...delivery, place: body.place }
      return { ...run, deliveries: put(run.deliveries, delivery.id, moved) }
    }
    case 'noted':
      return run
    case 'attention-raised':
      return { ...run, raised: put(run.raised, body.key, { pane: body.pane, text: body.text, at }) }
    case 'attention-withdrawn': {
      const { [body.key]: _, ...raised } = run.raised
      return { ...run, raised }
    }
    case 'run-paused':
      return { ...run, paused: { by: body.by, reason: body.reason, at, evidence: body.evidence ?? [] } }
    case 'time-skipped': {
      const inWork = Object.values(run.tasks).filter(inHand)
      return inWork.reduce((all, task) => patchTask(all, task.id, at, { skipped: task.skipped + body.ms }), {
        ...run,
        skipped: run.skipped + body.ms,
      })
    }
    case 'run-resumed':
      return { ...run, paused: null }
    case 'role-held':
      return patchRole(run, body.pane, { held: { reason: body.reason, at } })
    case 'role-released':
      return patchRole(run, body.pane, { held: null })
    case 'workspace-ready':
    case 'side-started':
    case 'side-start-failed':
    case 'side-ran':
    case 'side-ended':
    case 'side-paused':
      return run.workspace ? { ...run, workspace: foldWorkspace(run.workspace, body, at) } : run
    case 'proposal-checked': {
      const { type: _, text, ...checked } = body
      return { ...run, proposal: { ...checked, text: text ?? null, at, accepted: null } }
    }
    case 'proposal-decided':
      return run.proposal ? { ...run, proposal: { ...run.proposal, accepted: body.accepted } } : run
    case 'attention-dismissed':
      return { ...run, dismissed: put(run.dismissed, body.key, true) }
  }
}

/** The task goes back to the queue for the new agent. It is not lost, so that does not count. */
function handedOver(run: Run, body: BodyOf<'handed-over'>, at: number): Run {
  const when = run.panes[body.pane]?.handOver?.when ?? 'idle'
  const task = body.task === undefined ? undefined : run.tasks[body.task]
  const next = count(
    patchPane(run, body.pane, {
      handOver: { agent: body.agent, when, text: body.text, task: task?.id ?? null },
    }),
    'handOver',
    body.handOver,
  )
  if (task === undefined) return next
  const over = task.state !== 'working' && task.state !== 'delivering' && task.state !== 'queued'
  if (over) return next
  return patchTask(next, task.id, at, { state: 'queued', agent: null, delivery: null, handOver: body.text })
}

function deliveryCreated(run: Run, body: BodyOf<'delivery-created'>, at: number): Run {
  const delivery: Delivery = {
    id: body.delivery,
    purpose: body.purpose,
    pane: body.pane,
    agent: body.agent ?? null,
    route: body.route,
    text: body.text,
    tasks: body.tasks,
    reports: body.reports,
    questions: body.questions,
    notices: body.notices ?? [],
    place: Number(body.delivery.slice(1)),
    state: 'held',
    hold: 'starting',
    proof: null,
    detail: null,
    createdAt: at,
    since: at,
    submittedAt: null,
    provenAt: null,
  }
  let next = count(
    { ...run, deliveries: put(run.deliveries, delivery.id, delivery) },
    'delivery',
    delivery.id,
  )
  for (const id of body.tasks) {
    // A task may have been cancelled while its agent was being started; what is over stays over.
    if (next.tasks[id]?.state !== 'queued') continue
    const { agent, pane } = delivery
    next = patchTask(next, id, at, { state: 'delivering', delivery: delivery.id, agent, pane })
  }
  return carried(next, delivery)
}

/** Notes on each report and question which delivery carries it. */
function carried(run: Run, delivery: Delivery): Run {
  let { reports, questions, notices } = run
  for (const id of delivery.reports) {
    const report = reports[id]
    if (report) reports = put(reports, id, { ...report, delivery: delivery.id })
  }
  for (const id of delivery.questions) {
    const question = questions[id]
    if (question && delivery.purpose !== 'answer') {
      questions = put(questions, id, { ...question, delivery: delivery.id })
    }
  }
  for (const id of delivery.notices) {
    const notice = notices[id]
    if (notice) notices = put(notices, id, { ...notice, delivery: delivery.id })
  }
  return { ...run, reports, questions, notices }
}

function deliveryChanged(run: Run, body: BodyOf<'delivery-changed'>, at: number): Run {
  const delivery = run.deliveries[body.delivery]
  if (!delivery) return run
  const changed: Delivery = {
    ...delivery,
    state: body.state,
    agent: body.agent ?? delivery.agent,
    hold: body.state === 'held' ? (body.hold ?? null) : null,
    proof: body.proof ?? delivery.proof,
    detail: body.detail ?? null,
    since: body.state === delivery.state ? delivery.since : at,
    submittedAt: body.state === 'submitted' ? at : delivery.submittedAt,
    provenAt: body.state === 'proven' ? at : delivery.provenAt,
  }
  let next: Run = { ...run, deliveries: put(run.deliveries, delivery.id, changed) }
  if (body.state === 'refused') next = released(next, changed)
  for (const id of delivery.tasks) {
    const task = next.tasks[id]
    if (!task || task.delivery !== delivery.id) continue
    // A report may overtake the proof of its own task's submission; what is over stays over.
    if (body.state === 'proven' && task.state === 'delivering') {
      next = patchTask(next, id, at, { state: 'working', agent: changed.agent })
    } else if (changed.agent !== task.agent && task.state === 'delivering') {
      next = patchTask(next, id, task.since, { agent: changed.agent })
    }
  }
  return next
}

/** What a refused delivery carried is free to go out with another one. */
function released(run: Run, delivery: Delivery): Run {
  const free = <T extends { delivery: string | null }>(all: Record<string, T>, ids: readonly string[]) => {
    let result = all
    for (const id of ids) {
      const item = result[id]
      if (item?.delivery === delivery.id) result = put(result, id, { ...item, delivery: null })
    }
    return result
  }
  return {
    ...run,
    reports: free(run.reports, delivery.reports),
    questions: free(run.questions, delivery.questions),
    notices: free(run.notices, delivery.notices),
  }
}

function patchPane(run: Run, id: string, patch: Partial<Pane>): Run {
  const pane = run.panes[id]
  return pane ? { ...run, panes: { ...run.panes, [id]: { ...pane, ...patch } } } : run
}

/** Changes all seats of the role that the pane belongs to. */
function patchRole(run: Run, id: string, patch: Partial<Pane>): Run {
  return seatsOf(run, run.panes[id]?.role ?? '').reduce((all, { pane }) => patchPane(all, pane, patch), run)
}

function patchAgent(run: Run, id: string, patch: (agent: Agent) => Partial<Agent>): Run {
  const agent = run.agents[id]
  return agent ? { ...run, agents: put(run.agents, id, { ...agent, ...patch(agent) }) } : run
}

function patchTask(run: Run, id: string, at: number, patch: Partial<Task>): Run {
  const task = run.tasks[id]
  if (!task) return run
  const since = patch.state !== undefined && patch.state !== task.state ? at : task.since
  return { ...run, tasks: put(run.tasks, id, { ...task, ...patch, since }) }
}

function patchReport(run: Run, id: string, patch: (report: Report) => Partial<Report>): Run {
  const report = run.reports[id]
  return report ? { ...run, reports: put(run.reports, id, { ...report, ...patch(report) }) } : run
}

/** Keeps the counters past every id seen, so that the next id is always free. */
function count(run: Run, counter: keyof Run['counters'], id: string): Run {
  const next = Number(id.slice(1)) + 1
  return next > run.counters[counter] ? { ...run, counters: { ...run.counters, [counter]: next } } : run
}

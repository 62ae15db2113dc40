import { put } from '../entries'
import type { Delivery, Run } from '../state'
import type { Folds } from './folds'
import { count, patchAgent, patchTask } from './patch'

/** Deliveries, and what they carry. */
export const deliveryFolds = {
  'delivery-created': (run, body, at) => {
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
    if (delivery.purpose === 'context' && delivery.agent !== null)
      next = patchAgent(next, delivery.agent, () => ({ forgot: false }))
    return carried(next, delivery)
  },

  'delivery-extended': (run, body) => {
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
  },

  'delivery-changed': (run, body, at) => {
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
    if (body.state === 'proven' && changed.agent !== null)
      next = patchAgent(next, changed.agent, () => ({ begun: true }))
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
  },

  'delivery-moved': (run, body) => {
    const delivery = run.deliveries[body.delivery]
    if (!delivery) return run
    const moved = { ...delivery, place: body.place }
    return { ...run, deliveries: put(run.deliveries, delivery.id, moved) }
  },
} satisfies Partial<Folds>

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

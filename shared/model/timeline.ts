import type { RunEvent } from './events'
import { nameOf } from './seats'
import type { Run, TimelineEntry } from './state'

/** How a proof reads in a sentence. */
export const proofWords = {
  hook: 'proven by hook',
  screen: 'seen on the screen',
  report: 'proven by its report',
} as const

/**
 * The line that an event adds to the run's timeline, or null for events that are too small to tell.
 * `before` is the run as it was, `after` with the event folded in.
 */
export function timelineEntry(before: Run, after: Run, { seq, at, body }: RunEvent): TimelineEntry | null {
  const role = (pane: string) => nameOf(after, pane)
  const lead = () => after.paneOrder.map((id) => after.panes[id]).find((pane) => pane?.start)?.role ?? null
  const entry = (
    kind: TimelineEntry['kind'],
    from: string,
    to: string | null,
    text: string,
    refs: TimelineEntry['refs'] = {},
    level: TimelineEntry['level'] = 'info',
  ): TimelineEntry => ({ seq, at, kind, from, to, text, refs, level })

  switch (body.type) {
    case 'run-opened':
      return entry(
        'opened',
        'deck',
        null,
        body.workspace
          ? `Opened workspace ${body.workspace.mode}`
          : `Started ${body.orchestration ?? body.title}`,
      )
    case 'run-finished':
      return entry(
        'finished',
        body.by === 'orchestrator' ? (lead() ?? 'orchestrator') : body.by === 'person' ? 'you' : 'deck',
        null,
        body.outcome === 'done' ? 'Finished' : `Failed: ${body.reason ?? 'no reason given'}`,
        body.summary ? { summary: true } : {},
        body.outcome === 'done' ? 'good' : 'error',
      )
    case 'run-closed':
      return entry('closed', 'deck', null, body.detail ?? 'Closed; every process has ended')
    case 'team-changed':
      return body.config ? entry('note', 'deck', null, 'Goes on with the config as it is now') : null
    case 'agent-start-failed':
      return entry('agent', 'deck', role(body.pane), `Could not start: ${body.reason}`, {}, 'error')
    case 'ask-answered': {
      const pane = after.agents[body.agent]?.pane ?? ''
      const done = { allow: 'Allowed', deny: 'Denied' }[body.answer] ?? `Chose “${body.answer}”`
      const from = body.by === 'person' ? 'you' : (lead() ?? 'orchestrator')
      return entry('answer', from, role(pane), `${done}: ${oneLine(body.what).replace(/^Allow /, '')}`, {
        agent: body.agent,
      })
    }
    case 'conversation-reset': {
      const pane = after.agents[body.agent]?.pane ?? ''
      return entry('agent', 'you', role(pane), 'Began a new conversation', { agent: body.agent })
    }
    case 'agent-exited': {
      if (body.expected) return null
      const pane = after.agents[body.agent]?.pane ?? ''
      const how = body.signal ? `ended by ${body.signal}` : `exited with code ${body.code ?? 'unknown'}`
      return entry('agent', role(pane), null, `Agent ${how}`, { agent: body.agent }, 'warning')
    }
    case 'hand-over-asked': {
      const text =
        body.when === 'now' ? 'A fresh agent takes over now' : 'A fresh agent takes over after this turn'
      return entry('agent', 'you', role(body.pane), text, { agent: body.agent })
    }
    case 'hand-over-withdrawn':
      return entry('agent', 'you', role(body.pane), 'The agent is kept')
    case 'handed-over': {
      const refs = { agent: body.agent, handOver: body.handOver }
      const what = body.task === undefined ? '' : ` of task ${body.task}`
      return entry('agent', role(body.pane), role(body.pane), `Hand-over${what} to a fresh agent`, refs)
    }
    case 'task-created':
      return entry('task', role(body.from), body.role, body.text.preview, { task: body.task })
    case 'task-reported': {
      const task = after.tasks[body.task]
      const words = { done: '', blocked: 'Blocked: ', failed: 'Failed: ' }[body.outcome]
      return entry(
        'report',
        task ? role(task.pane) : '',
        task ? role(task.from) : null,
        words + body.text.preview,
        { task: body.task, report: body.report },
        body.outcome === 'done' ? 'good' : 'warning',
      )
    }
    case 'task-held': {
      const why = body.why === 'approval' ? 'waits for your yes' : `is held. ${body.detail ?? ''}`.trim()
      return entry(
        'task',
        'deck',
        after.tasks[body.task]?.role ?? null,
        `Task ${body.task} ${why}`,
        { task: body.task },
        'warning',
      )
    }
    case 'task-released':
      return entry(
        'task',
        body.by === 'person' ? 'you' : 'deck',
        after.tasks[body.task]?.role ?? null,
        `Task ${body.task} may go on`,
        { task: body.task },
      )
    case 'check-finished': {
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
    }
    case 'tree-changed':
      return entry('check', 'deck', lead(), body.detail, { evidence: body.change }, 'warning')
    case 'report-checked':
      return body.verdict === 'returned'
        ? entry(
            'check',
            'deck',
            after.tasks[body.task]?.role ?? null,
            `Report ${body.report} was sent back`,
            { report: body.report },
            'warning',
          )
        : null
    case 'run-paused':
      return entry(
        'note',
        body.by === 'person' ? 'you' : 'deck',
        null,
        `Paused: ${body.reason}`,
        {},
        'warning',
      )
    case 'run-resumed':
      return entry('note', 'you', null, 'Goes on')
    case 'role-held':
      return entry('note', 'deck', role(body.pane), body.reason, {}, 'warning')
    case 'role-released':
      return entry('note', 'you', role(body.pane), 'May get new work again')
    case 'notice-raised':
      return entry('note', 'deck', lead(), body.text, {}, 'warning')
    case 'report-unsolicited':
      return entry('report', role(body.pane), lead(), `Reported without a task: ${body.text.preview}`, {
        report: body.report,
      })
    case 'task-lost': {
      const task = after.tasks[body.task]
      const end = body.again ? 'it goes to a new agent' : 'it was given up'
      return entry(
        'task',
        'deck',
        task?.role ?? null,
        `Task ${body.task} lost its agent; ${end}. ${body.reason}`,
        { task: body.task },
        'warning',
      )
    }
    case 'task-cancelled':
      return entry(
        'task',
        'deck',
        after.tasks[body.task]?.role ?? null,
        `Task ${body.task} cancelled. ${body.reason}`,
        { task: body.task },
        'warning',
      )
    case 'question-asked':
      return entry(
        body.plan ? 'plan' : 'question',
        role(body.pane),
        body.to === 'person' ? 'you' : lead(),
        body.about ? `Its program asks: ${oneLine(body.about.what)}` : body.text.preview,
        { question: body.question },
      )
    case 'question-answered': {
      const question = after.questions[body.question]
      const from = body.by === 'person' ? 'you' : (lead() ?? 'orchestrator')
      return entry('answer', from, question ? role(question.pane) : null, body.text.preview, {
        question: body.question,
      })
    }
    case 'note-told':
      return entry('told', role(body.from), role(body.to), body.text.preview, { note: body.note })
    case 'lesson-proposed':
      return entry('note', role(body.pane), 'you', `Lesson: ${firstLine(body.text)}`)
    case 'delivery-created':
      return body.purpose === 'prompt'
        ? entry('prompt', 'you', role(body.pane), firstLine(body.text), { delivery: body.delivery })
        : null
    case 'delivery-changed': {
      const delivery = after.deliveries[body.delivery]
      const was = before.deliveries[body.delivery]
      if (!delivery) return null
      const refs = { delivery: delivery.id, ...(delivery.tasks[0] ? { task: delivery.tasks[0] } : {}) }
      const what = delivery.tasks.length > 0 ? `Task ${delivery.tasks.join(', ')}` : whatOf[delivery.purpose]
      if (body.state === 'proven') {
        const late = was?.state === 'unproven' ? ', late' : ''
        return entry(
          'delivery',
          'deck',
          role(delivery.pane),
          `${what} delivered, ${proofWords[body.proof ?? 'hook']}${late}`,
          refs,
        )
      }
      if (body.state === 'unproven') {
        return entry(
          'delivery',
          'deck',
          role(delivery.pane),
          `${what} may not have arrived. ${body.detail ?? ''}`.trim(),
          refs,
          'warning',
        )
      }
      if (body.state === 'refused') {
        return entry(
          'delivery',
          'deck',
          role(delivery.pane),
          `${what} not delivered. ${body.detail ?? ''}`.trim(),
          refs,
          'warning',
        )
      }
      return null
    }
    case 'side-started': {
      if (!body.because) return null
      const pane = after.agents[body.because.agent]?.pane ?? ''
      const text = `${firstLine(body.command)} runs here as well: it matches ${body.because.pattern}`
      return entry('note', role(pane), sideName(after, body.side), text)
    }
    case 'side-start-failed':
      return entry('note', 'deck', sideName(after, body.side), `Could not start: ${body.reason}`, {}, 'error')
    case 'proposal-checked': {
      const level = { valid: 'good', returned: 'warning', 'given-up': 'error' } as const
      return entry(
        'check',
        'deck',
        lead(),
        `Proposal ${body.number}: ${body.detail}`,
        {},
        level[body.verdict],
      )
    }
    case 'proposal-decided':
      return entry('note', 'you', null, body.accepted ? 'Accepted the proposal' : 'Discarded the proposal')
    case 'noted':
      return entry('note', 'deck', null, body.text, {}, body.level)
    default:
      return null
  }
}

function sideName(run: Run, side: string): string {
  return run.workspace?.sides[side]?.name ?? side
}

const whatOf = {
  context: 'First prompt',
  task: 'Task',
  report: 'Report',
  question: 'Question',
  answer: 'Answer',
  prompt: 'Your prompt',
  note: 'Note',
  notice: 'Notice',
} as const

/** All of a text on one line that fits a list. */
export function oneLine(text: string): string {
  return firstLine(text.replace(/\s+/g, ' '))
}

/** First line that says something, cut to 200 characters: enough for a line in a list. */
export function firstLine(text: string): string {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '') ?? ''
  const plain = line
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, '')
    .trim()
  return plain.length > 200 ? `${plain.slice(0, 199)}…` : plain
}

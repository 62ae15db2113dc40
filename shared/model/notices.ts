import type { Notice } from '../contract/views'
import type { RunEvent } from './events'
import { attentionOf, type AttentionItem } from './attention'
import { nameOf } from './seats'
import type { Run } from './state'

/** Items that say that somebody waits for an answer, rather than that something went wrong. */
const asksYou: ReadonlySet<AttentionItem['kind']> = new Set(['waiting', 'question', 'proposal'])

/**
 * The calls for the person that an event gives rise to: a report that arrived, an agent that began to wait, a run that
 * ended. Pure; compares the run before and after the event, so that one cause gives one notice.
 */
export function noticesOf(before: Run | undefined, after: Run, event: RunEvent): Notice[] {
  const notices: Notice[] = []
  const heading = (role: string, what: string) => `${after.project.name} · ${role ? `${role} · ` : ''}${what}`
  const { body } = event

  if (body.type === 'task-reported') {
    const task = after.tasks[body.task]
    if (task) {
      notices.push({
        key: `report:${after.id}:${body.report}`,
        category: body.outcome === 'done' ? 'report' : 'failed',
        title: heading(
          nameOf(after, task.pane),
          { done: 'work done', blocked: 'is blocked', failed: 'failed' }[body.outcome],
        ),
        body: body.text.preview,
        run: after.id,
        pane: task.pane,
      })
    }
  }
  if (body.type === 'run-finished') {
    notices.push({
      key: `finished:${after.id}`,
      category: body.outcome === 'done' ? 'finished' : 'failed',
      title: heading('', body.outcome === 'done' ? 'run finished' : 'run failed'),
      body: body.summary?.preview ?? body.reason ?? after.title,
      run: after.id,
      pane: null,
    })
  }

  const known = new Set(before ? attentionOf(before).map((item) => item.key) : [])
  for (const item of attentionOf(after)) {
    if (known.has(item.key) || item.kind === 'finished') continue
    notices.push({
      key: `attention:${after.id}:${item.key}`,
      category: asksYou.has(item.kind) ? 'waiting' : 'failed',
      title: heading(
        item.role,
        item.kind === 'question' ? 'asks you' : item.kind === 'waiting' ? 'waits for you' : 'needs you',
      ),
      body: item.text,
      run: after.id,
      pane: item.pane,
    })
  }
  return notices
}

import { readFile, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { changeKey } from '#shared/model/attention'
import { cancelledNotice, takenBackNotice } from '../router/briefs'
import { queueOf } from '../router/schedule'
import { placeBefore } from './move-prompt'
import type { LiveRun } from '../run/live-run'
import { folderWithin } from '../store/write-within'
import { takeBack } from '../workspace/tree'

/**
 * What the person decides about a run's tasks and reports. Each answers with nothing, or with a sentence that says why
 * it cannot be done.
 */

/** Lets a held task go on. */
export async function releaseTask(live: LiveRun, id: string): Promise<string | undefined> {
  if (live.head.tasks[id]?.state !== 'held') return `Task ${id} is not held any more.`
  await live.commit([{ type: 'task-released', task: id, by: 'person' }])
  return undefined
}

/** Takes a task back that no agent has begun, and tells the orchestrator, with the comment. */
export async function cancelTask(live: LiveRun, id: string, comment = ''): Promise<string | undefined> {
  const task = live.head.tasks[id]
  if (!task) return 'There is no such task in this run.'
  if (task.state !== 'queued' && task.state !== 'held') {
    return `Task ${id} is ${task.state}; only a task that waits can be cancelled.`
  }
  await live.commit([
    { type: 'task-cancelled', task: id, reason: comment === '' ? 'You cancelled it.' : `You: ${comment}` },
    live.notice(`cancelled:${id}`, cancelledNotice(task, comment)),
  ])
  return undefined
}

/** Puts a queued task before another one of its role, or last. */
export async function moveTask(
  live: LiveRun,
  id: string,
  before: string | null,
): Promise<string | undefined> {
  const task = live.head.tasks[id]
  if (task?.state !== 'queued') return `Task ${id} does not wait any more.`
  const place = placeBefore(queueOf(live.head, task.pane), task, before)
  if (place === undefined) return `Task ${before} does not wait any more.`
  await live.commit([{ type: 'task-moved', task: id, place }])
  return undefined
}

/** Takes back in the working tree what a role changed that may not edit. */
export async function takeBackEdits(live: LiveRun, report: string): Promise<string | undefined> {
  const checks = live.head.reports[report]?.checks ?? []
  const at = checks.findIndex((check) => check.kind === 'edits' && check.output)
  if (at < 0) return 'There are no edits to take back.'
  const patch = await live.texts.read('evidence', `${report}-${at}`)
  const reason = await live.leadTree.disturbed(() => takeBack(live.head.directory, patch))
  if (reason !== undefined) return reason
  const text = `The edits found with report ${report} were taken back.`
  await live.commit([{ type: 'noted', level: 'info', text }])
  return undefined
}

/** Takes back what changed in the tree while only the orchestrator was at work, and tells it so. */
export async function takeBackChange(live: LiveRun, id: string): Promise<string | undefined> {
  const change = live.head.changes[id]
  if (!change) return 'There is no such change in this run.'
  const patch = await live.texts.read('evidence', id)
  const reason = await live.leadTree.disturbed(() => takeBack(live.head.directory, patch))
  if (reason !== undefined) return reason
  await live.commit([
    { type: 'noted', level: 'info', text: `Change ${id} was taken back.` },
    { type: 'attention-dismissed', key: changeKey(id) },
    live.notice(`taken-back:${id}`, takenBackNotice(id, change.detail)),
  ])
  return undefined
}

/** Where lessons go that the person accepts. */
const LESSONS_FILE = 'AGENTS.md'

/** Puts a lesson as a line of its own at the end of the project's AGENTS.md, or lets it go. */
export async function decideLesson(live: LiveRun, id: string, accept: boolean): Promise<string | undefined> {
  const lesson = live.head.lessons[id]
  if (!lesson || lesson.accepted !== null) return 'This lesson has been decided already.'
  const file = join(live.head.project.dir, LESSONS_FILE)
  if (accept) {
    // A link within the project is the person's own way; one that leads out of it may be an agent's.
    const target = await realpath(file).catch(() => file)
    const stays = await folderWithin(await realpath(live.head.project.dir), dirname(target)).catch(
      () => undefined,
    )
    if (stays === undefined)
      return `${file} is a link that leads out of the project; nothing was written. Put a file of its own there.`
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
      throw error
    })
    const eol = text.includes('\r\n') ? '\r\n' : '\n'
    const line = `- ${lesson.text.replace(/\s+/g, ' ').trim()}`
    const gap = text === '' || text.endsWith('\n') ? '' : eol
    await writeFileAtomic(target, `${text}${gap}${line}${eol}`)
  }
  await live.commit([{ type: 'lesson-decided', lesson: id, accepted: accept }])
  return undefined
}

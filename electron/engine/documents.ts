import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refused } from '#shared/contract/link'
import type { Output, ParsedInput } from '#shared/contract/methods'
import { messageOf } from '#shared/message-of'
import { LocalId } from '#shared/model/ids'
import type { Run } from '#shared/model/state'
import type { OpenedExport } from './audit/open-export'
import type { LiveRun } from './run/live-run'

type Kind = ParsedInput<'document.read'>['kind']
type Document = Output<'document.read'>

/** A text of an open run: the deck's own copy, which no agent can change. @throws Refused */
export async function liveDocument(live: LiveRun, kind: Kind, id: string): Promise<Document> {
  const { trackingFile } = live.config
  const { directory } = live.run
  if (kind === 'tracking') {
    if (trackingFile === undefined) throw new Refused('This run has no tracking file.')
    const file = join(directory, trackingFile)
    return { title: trackingFile, file, text: await readable(readFile(file, 'utf8')) }
  }
  const found = foundIn(live.run, kind, id)
  const context = join(directory, live.texts.agentFolder, 'orchestrator-context.md')
  const file = found.file ?? (kind === 'context' ? context : live.texts.agentFolder)
  return { title: found.title, file, text: await readable(live.texts.read(kind, keyOf(kind, id))) }
}

/** A text of an exported run, from the exported folder. @throws Refused */
export async function exportedDocument(opened: OpenedExport, kind: Kind, id: string): Promise<Document> {
  if (kind === 'tracking') throw new Refused('An export has no tracking file; it stayed with the project.')
  const { title } = foundIn(opened.run, kind, id)
  return { title, ...(await opened.read(kind, keyOf(kind, id))) }
}

/** What a text is called, and where agents find it. */
function foundIn(run: Run, kind: Exclude<Kind, 'tracking'>, id: string): { title: string; file?: string } {
  const { tasks, reports, questions, changes, summary } = run
  // It becomes part of a file name.
  if (keyOf(kind, id) === id && !LocalId.safeParse(id).success) throw notThere()
  const found = {
    task: () => tasks[id] && { title: `Task ${id} for ${tasks[id].role}`, file: tasks[id].text.file },
    report: () => reports[id] && { title: `Report ${id}`, file: reports[id].text.file },
    evidence: () => {
      const change = changes[id]
      if (change) return { title: `Change ${id}`, file: change.text.file }
      const report = reports[id.split('-')[0] ?? '']
      const output = report?.checks[Number(id.split('-')[1])]?.output
      return output && { title: `Evidence for ${report?.id ?? id}`, file: output.file }
    },
    question: () =>
      questions[id] && {
        title: `${questions[id].plan ? 'Plan' : 'Question'} ${id}`,
        file: questions[id].text.file,
      },
    answer: () => questions[id]?.answer && { title: `Answer to ${id}`, file: questions[id].answer.file },
    'hand-over': () => ({ title: `Hand-over ${id}` }),
    note: () => ({ title: `Note ${id}` }),
    summary: () => summary && { title: 'Summary of the run', file: summary.file },
    context: () => ({ title: 'What the orchestrator was told' }),
  }[kind]()
  if (!found) throw notThere()
  return found
}

function notThere(): Refused {
  return new Refused('There is no such text in this run.')
}

function keyOf(kind: Kind, id: string): string {
  return kind === 'summary' || kind === 'context' ? kind : id
}

function readable(reading: Promise<string>): Promise<string> {
  return reading.catch((error: unknown) => {
    throw new Refused(`The text could not be read (${messageOf(error)}).`)
  })
}

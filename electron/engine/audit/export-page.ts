import { panesOnShow, seatName } from '#shared/model/seats'
import { usageOf } from '#shared/model/usage'
import type { Run, TimelineEntry } from '#shared/model/state'

/** Files of an export that the page may point at. */
export interface PageFiles {
  texts: ReadonlySet<string>
  screens: readonly string[]
}

/** The page of an export that a person reads first. Whatever agents wrote stays text: nothing of it becomes markup. */
export function exportPage(run: Run, files: PageFiles): string {
  const link = (label: string, file: string): string =>
    files.texts.has(file) ? `[${label}](texts/${encodeURIComponent(file)})` : label
  const tasks = Object.values(run.tasks).map((task) => {
    const report = task.report ? `, ${link(`report ${task.report}`, `report-${task.report}.md`)}` : ''
    const checks = (run.reports[task.report ?? '']?.checks ?? []).map(
      (check, index) =>
        `  - ${link(asText(check.name), `evidence-${task.report}-${index}.md`)}: ${check.verdict}, ${asText(check.detail)}`,
    )
    const name = link(`task ${task.id}`, `task-${task.id}.md`)
    return [
      `- ${name} for ${asText(task.role)}, round ${task.round}: **${task.state}**${report}. ${asText(task.text.preview)}`,
      ...checks,
    ].join('\n')
  })
  const questions = Object.values(run.questions).map((question) => {
    const answer = question.answer ? `, ${link('answer', `answer-${question.id}.md`)}` : ', not answered'
    return `- ${link(`question ${question.id}`, `question-${question.id}.md`)}${answer}. ${asText(question.text.preview)}`
  })
  return [
    `# ${asText(run.title)}`,
    [
      `- Project: ${asText(run.project.name)} (${asText(run.project.dir)})`,
      ...(run.directory === run.project.dir ? [] : [`- Worked in: ${asText(run.directory)}`]),
      `- Began: ${date(run.openedAt)}`,
      ...(run.endedAt === null ? [] : [`- Ended: ${date(run.endedAt)}`]),
      `- Outcome: ${asText(outcomeOf(run))}`,
      `- Used: ${usageLine(run)}`,
      ...(run.summary ? [`- ${link('Summary', 'summary-summary.md')}: ${asText(run.summary.preview)}`] : []),
    ].join('\n'),
    '## Team',
    panesOnShow(run)
      .map(
        (pane) =>
          `- ${asText(seatName(pane))}${pane.start ? ' (orchestrator)' : ''}: ${asText(pane.command)}`,
      )
      .join('\n'),
    ...(tasks.length > 0 ? ['## Tasks', tasks.join('\n')] : []),
    ...(questions.length > 0 ? ['## Questions', questions.join('\n')] : []),
    '## What happened',
    fenced(run.timeline.map(entryLine).join('\n')),
    ...(files.screens.length > 0
      ? [
          '## Last screens',
          files.screens.map((name) => `- [${asText(name)}](screens/${encodeURIComponent(name)})`).join('\n'),
        ]
      : []),
    '## Files',
    [
      '- `journal.jsonl`: every event, one JSON object a line',
      '- `texts/`: tasks, reports, questions, answers, evidence',
      '- `screens/`: what the terminals showed last, as text',
      '- `manifest.json`: every file with its SHA-256',
    ].join('\n'),
    'Read it in a terminal with `dot-agent-deck log --from <this folder>`.',
    '',
  ].join('\n\n')
}

/** How a run ended, in words. */
export function outcomeOf(run: Run): string {
  if (run.outcome === 'done') return 'done'
  if (run.outcome === 'failed') return `failed: ${run.endReason ?? 'no reason given'}`
  return run.phase === 'closed' ? 'closed before it was finished' : 'not finished'
}

function usageLine(run: Run): string {
  const { tokens, costUsd, quality, silent } = usageOf(run)
  if (quality.tokens === 'unavailable') return 'the agents told nothing of their tokens'
  const cost = costUsd === null ? 'cost unavailable' : `$${costUsd.toFixed(2)} (${quality.cost})`
  const others = silent.tokens.length > 0 ? `; without ${silent.tokens.map(asText).join(', ')}` : ''
  return `${tokens.total} tokens (${quality.tokens}) and ${tokens.cacheRead} from caches, ${cost}${others}`
}

function entryLine(entry: TimelineEntry): string {
  const who = entry.to === null ? entry.from : `${entry.from} -> ${entry.to}`
  return `${date(entry.at)}  ${who}: ${entry.text}`.replace(/\p{C}+/gu, ' ')
}

function date(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').slice(0, 19)
}

/** One line, every character of which is shown as it is. */
function asText(text: string): string {
  return text
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]()<>#+\-!|~&]/g, '\\$&')
}

/** A block that its content cannot end. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text}\n${fence}`
}

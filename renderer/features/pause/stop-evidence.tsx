import type { Run } from '#shared/model/state'
import { clockText, exactTime } from '../../ui/time'
import { DocumentFrame, takeFocus } from '../document/document-frame'
import { evidenceWords } from '../document/evidence'
import { Excerpt } from '../document/excerpt'
import { taskCore } from '../document/history'
import './pause.css'

type Shown = NonNullable<Run['paused']>['evidence'][number]

/** What shows why the deck paused the run, side by side, so that it can be seen whether it is the same each time. */
export function StopEvidence({ run }: { run: Run }) {
  const { paused } = run
  return (
    <DocumentFrame
      run={run.id}
      name="Why the run is paused"
      title={paused ? paused.reason : 'The run has gone on'}
      file={null}
    >
      <div className="stop-evidence" tabIndex={0} ref={takeFocus}>
        {(paused?.evidence ?? []).map((shown) => (
          <section key={`${shown.kind}-${shown.id}`} className="stop-part" aria-label={titleOf(run, shown)}>
            <h3>
              {titleOf(run, shown)}
              <span className="spacer" />
              <When at={whenOf(run, shown)} />
            </h3>
            <Excerpt
              run={run.id}
              target={shown}
              from={shown.kind === 'evidence' ? 'end' : 'beginning'}
              {...(shown.kind === 'task' ? { read: taskCore } : {})}
            />
          </section>
        ))}
      </div>
    </DocumentFrame>
  )
}

function When({ at }: { at: number | undefined }) {
  return (
    at !== undefined && (
      <time className="figure" title={exactTime(at)}>
        {clockText(at)}
      </time>
    )
  )
}

/** "Report r3: tests, exited with code 1"; "Task t4 for coder". */
function titleOf(run: Run, { kind, id }: Shown): string {
  if (kind === 'task') return `Task ${id} for ${run.tasks[id]?.role ?? 'a role'}`
  if (kind === 'report') {
    const task = run.reports[id]?.task
    return task ? `Report ${id} on task ${task}` : `Report ${id}`
  }
  const report = id.slice(0, id.lastIndexOf('-'))
  return `Report ${report}: ${evidenceWords(run, id) ?? 'evidence'}`
}

function whenOf(run: Run, { kind, id }: Shown): number | undefined {
  if (kind === 'task') return run.tasks[id]?.createdAt
  return run.reports[kind === 'report' ? id : id.slice(0, id.lastIndexOf('-'))]?.at
}

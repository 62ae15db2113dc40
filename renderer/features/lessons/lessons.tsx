import { nameOf } from '#shared/model/seats'
import type { Run } from '#shared/model/state'
import { ask } from '../../state/deck'
import { Button } from '../../ui/controls'
import { DocumentFrame } from '../document/document-frame'
import './lessons.css'

/** What the run's agents propose to keep for next time. Only the person puts a line into a file. */
export function Lessons({ run }: { run: Run }) {
  const lessons = Object.values(run.lessons)
  return (
    <DocumentFrame run={run.id} name="Lessons" title="Lessons" file={null}>
      <div className="lessons">
        <p className="lessons-lead">
          {lessons.length === 0
            ? 'No agent of this run has proposed a lesson.'
            : 'The agents propose these for next time. What you accept becomes a line of AGENTS.md in the project folder.'}
        </p>
        <ul>
          {lessons.map((lesson) => (
            <li key={lesson.id} className="lesson">
              <div className="lesson-text">
                <p className="selectable">{lesson.text}</p>
                <p className="figure">{nameOf(run, lesson.pane)}</p>
              </div>
              {lesson.accepted === null && run.phase !== 'closed' ? (
                <Decide run={run.id} lesson={lesson.id} />
              ) : (
                <p className="lesson-decided">{decidedWords(lesson.accepted)}</p>
              )}
            </li>
          ))}
        </ul>
      </div>
    </DocumentFrame>
  )
}

function decidedWords(accepted: boolean | null): string {
  if (accepted === null) return 'Undecided'
  return accepted ? 'In AGENTS.md' : 'Let go'
}

function Decide({ run, lesson }: { run: string; lesson: string }) {
  const decide = (accept: boolean) => void ask('lesson.decide', { run, lesson, accept })
  return (
    <div className="lesson-buttons">
      <Button size="small" onClick={() => decide(true)}>
        Accept
      </Button>
      <Button size="small" kind="quiet" onClick={() => decide(false)}>
        Let it go
      </Button>
    </div>
  )
}

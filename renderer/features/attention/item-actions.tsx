import type { AttentionItem } from '#shared/model/attention'
import type { Question, Run } from '#shared/model/state'
import { editTeam } from '../config-editor/editing'
import { ask } from '../../state/deck'
import { showDocument, showPane } from '../../state/navigation'
import type { DocumentRef } from '../../state/view-store'
import { Button } from '../../ui/controls'
import { HandOverActions } from '../hand-over/hand-over-actions'
import { editsEvidence } from '../document/evidence'
import { openProposal } from '../generate/generate'
import { stopEvidence } from '../pause/pause'
import { AdviceActions } from './advice'
import { AskButtons } from './ask-buttons'
import { askedOf } from './asked'

/** What the person writes in place. */
export type Writing = 'answer' | 'decline' | 'send-back'

interface Props {
  run: Run
  item: AttentionItem
  /** Opens the lines that are written in place. */
  onWrite(what: Writing): void
}

/** What can be done about an item, most helpful first. Only what the engine can do. */
export function ItemActions(props: Props) {
  const { run, item, onWrite } = props
  const { refs, pane } = item
  switch (item.kind) {
    case 'approval':
      return (
        <>
          <Release run={run} task={refs.task} words="Let it start" />
          <Button size="small" onClick={() => onWrite('decline')}>
            Decline…
          </Button>
          <Read run={run} target={task(refs.task)} words="Read task" />
        </>
      )
    case 'held':
      return (
        <>
          <Release run={run} task={refs.task} words="Give it one more round" />
          {pane && <Read run={run} target={{ kind: 'history', id: pane }} words="Show the history" />}
          <Button
            size="small"
            onClick={() => refs.task && void ask('task.cancel', { run: run.id, task: refs.task })}
          >
            Cancel task
          </Button>
        </>
      )
    case 'edits':
      return <EditsActions {...props} />
    case 'tree-changed':
      return <TreeChangeActions {...props} />
    case 'paused':
      return (
        <>
          <Button size="small" kind="primary" onClick={() => void ask('run.resume', { run: run.id })}>
            Go on
          </Button>
          {run.paused && run.paused.evidence.length > 0 && (
            <Read run={run} target={stopEvidence} words="Compare side by side" />
          )}
        </>
      )
    case 'role-held':
      return (
        <>
          <Button
            size="small"
            kind="primary"
            onClick={() => pane && void ask('role.resume', { run: run.id, pane })}
          >
            Go on
          </Button>
          <GoThere {...props} />
        </>
      )
    case 'question': {
      const question = refs.question ? run.questions[refs.question] : undefined
      return (
        <>
          <Button size="small" kind="primary" onClick={() => onWrite('answer')}>
            Answer
          </Button>
          {question && isCut(question) && (
            <Read run={run} target={{ kind: 'question', id: question.id }} words="Read" />
          )}
          <GoThere {...props} />
        </>
      )
    }
    case 'plan':
      return <PlanActions {...props} />
    case 'lesson':
      return <Read run={run} target={{ kind: 'lessons', id: 'all' }} words="Show the lessons" />
    case 'unproven':
      return <DeliveryActions {...props} />
    case 'failed':
    case 'start-failed':
      return (
        <>
          {pane && run.phase !== 'closed' && (
            <Button size="small" onClick={() => void ask('pane.restart', { run: run.id, pane })}>
              Start again
            </Button>
          )}
          <GoThere {...props} />
        </>
      )
    case 'task-failed':
      return (
        <>
          <GoThere {...props} />
          <Read run={run} target={task(refs.task)} words="Read task" />
        </>
      )
    case 'finished':
      // Said by the run's summary, above the terminals.
      return null
    case 'waiting': {
      const asked = pane ? askedOf(run, pane) : null
      return asked ? (
        <>
          <AskButtons asked={asked} run={run.id} pane={asked.pane} at="list" />
          <AdviceActions run={run} asked={asked} />
        </>
      ) : (
        <GoThere {...props} />
      )
    }
    case 'context':
      return (
        <>
          {pane && <HandOverActions run={run} pane={pane} />}
          <GoThere {...props} />
        </>
      )
    case 'proposal':
      return run.proposal?.text ? (
        <Button size="small" kind="primary" onClick={() => void openProposal(run.id)}>
          Look at it
        </Button>
      ) : (
        <GoThere {...props} />
      )
    case 'no-proposal':
      return (
        <>
          <Button size="small" onClick={() => void ask('proposal.remind', { run: run.id })}>
            Ask it to go on
          </Button>
          <GoThere {...props} />
        </>
      )
    case 'config':
      return (
        <Button size="small" onClick={() => void editTeam(run.project.dir, run.orchestration)}>
          Look at the team
        </Button>
      )
    case 'frozen':
    case 'resting':
      return <GoThere {...props} />
  }
}

function task(id: string | undefined): DocumentRef | null {
  return id === undefined ? null : { kind: 'task', id }
}

function GoThere({ run, item: { pane } }: Props) {
  return (
    pane && (
      <Button size="small" onClick={() => showPane(run.id, pane)}>
        Go there
      </Button>
    )
  )
}

function Read({ run, target, words }: { run: Run; target: DocumentRef | null; words: string }) {
  return (
    target && (
      <Button size="small" onClick={() => showDocument(run.id, target)}>
        {words}
      </Button>
    )
  )
}

function Release({ run, task: id, words }: { run: Run; task: string | undefined; words: string }) {
  return (
    <Button
      size="small"
      kind="primary"
      onClick={() => id && void ask('task.release', { run: run.id, task: id })}
    >
      {words}
    </Button>
  )
}

function EditsActions({ run, item }: Props) {
  const report = item.refs.report ? run.reports[item.refs.report] : undefined
  const evidence = report ? editsEvidence(report) : null
  if (!report || !evidence) return null
  const takeBack = async () => {
    const taken = await ask('report.take-back-edits', { run: run.id, report: report.id })
    // What was found stays with the report; it only needs nobody any more.
    if (taken) await ask('attention.dismiss', { run: run.id, key: item.key })
  }
  return (
    <>
      <Button size="small" onClick={() => showDocument(run.id, evidence)}>
        Show the change
      </Button>
      <Button size="small" onClick={() => void takeBack()}>
        Take the change back
      </Button>
    </>
  )
}

function TreeChangeActions({ run, item }: Props) {
  const { change } = item.refs
  if (change === undefined) return null
  return (
    <>
      <Button size="small" onClick={() => showDocument(run.id, { kind: 'evidence', id: change })}>
        Show the change
      </Button>
      <Button size="small" onClick={() => void ask('change.take-back', { run: run.id, change })}>
        Take the change back
      </Button>
      <Button
        size="small"
        kind="quiet"
        onClick={() => void ask('attention.dismiss', { run: run.id, key: item.key })}
      >
        Leave it
      </Button>
    </>
  )
}

function PlanActions({ run, item: { refs }, onWrite }: Props) {
  const { question } = refs
  if (question === undefined) return null
  const approve = () =>
    void ask('question.answer', { run: run.id, question, text: 'The plan is approved.', approve: true })
  return (
    <>
      <Button size="small" kind="primary" onClick={approve}>
        Approve the plan
      </Button>
      <Read run={run} target={{ kind: 'question', id: question }} words="Read plan" />
      <Button size="small" onClick={() => onWrite('send-back')}>
        Send it back…
      </Button>
    </>
  )
}

function DeliveryActions(props: Props) {
  const { run, item } = props
  const delivery = item.refs.delivery ? run.deliveries[item.refs.delivery] : undefined
  const act = (method: 'delivery.retry' | 'delivery.cancel', words: string) =>
    delivery && (
      <Button
        size="small"
        kind="quiet"
        onClick={() => void ask(method, { run: run.id, delivery: delivery.id })}
      >
        {words}
      </Button>
    )
  return (
    <>
      <GoThere {...props} />
      {delivery?.state === 'unproven' && act('delivery.retry', 'Send again')}
      {delivery?.state === 'held' && act('delivery.cancel', 'Take back')}
    </>
  )
}

/** A question whose preview is not all of it. */
function isCut({ text }: Question): boolean {
  return text.bytes > new TextEncoder().encode(text.preview).length + 1
}

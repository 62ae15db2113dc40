import { Refused } from '#shared/contract/link'
import type { MethodName, Output, ParsedInput } from '#shared/contract/methods'
import type { LiveRun } from '../run/live-run'
import { askOrchestrator } from './advice'
import { answerAsk } from './answer-ask'
import { cancelTask, decideLesson, moveTask, releaseTask, takeBackChange, takeBackEdits } from './person'
import { deliverAnswer } from './talk'
import { movePrompt } from './move-prompt'
import { newConversation } from './new-conversation'

/** What a window may ask of one open run. */
type RunMethod = Extract<
  MethodName,
  | 'run.pause'
  | 'run.resume'
  | 'attention.dismiss'
  | 'lesson.decide'
  | 'question.answer'
  | `permission.${string}`
  | `choice.${string}`
  | 'pane.new-conversation'
  | 'ask.to-orchestrator'
  | `prompt.${string}`
  | 'pane.hand-over'
  | `delivery.${string}`
  | `task.${string}`
  | `report.${string}`
  | `role.${string}`
  | `side.${string}`
  | `change.${string}`
>

/** @param runOf gives the open run of an id, or throws Refused. */
export function runMethods(runOf: (id: string) => LiveRun): {
  [M in RunMethod]: (input: ParsedInput<M>) => Promise<Output<M>>
} {
  return {
    'run.pause': async ({ run }) => {
      await runOf(run).commit([{ type: 'run-paused', by: 'person', reason: 'You paused it.' }])
      return {}
    },
    'run.resume': async ({ run }) => {
      await runOf(run).commit([{ type: 'run-resumed' }])
      return {}
    },
    'permission.answer': async ({ run, choice, ...read }) => {
      return done(await answerAsk(runOf(run), read, choice, 'person'))
    },
    'choice.answer': async ({ run, option, ...read }) => {
      return done(await answerAsk(runOf(run), read, { option }, 'person'))
    },
    'pane.hand-over': async ({ run, pane, agent, when }) => {
      const { handOvers } = runOf(run)
      return done(when === 'never' ? await handOvers.withdraw(pane) : await handOvers.ask(pane, agent, when))
    },
    'ask.to-orchestrator': async ({ run, ...read }) => done(await askOrchestrator(runOf(run), read)),
    'pane.new-conversation': async ({ run, pane }) => done(await newConversation(runOf(run), pane)),
    'prompt.send': async ({ run, pane, text }) => {
      const live = runOf(run)
      const agent = live.head.panes[pane]?.agent
      if (!agent || !live.crew.sessions.has(agent)) {
        throw new Refused('There is no running agent here. Start it again first.')
      }
      return { delivery: await live.deliver({ purpose: 'prompt', pane, agent, route: 'typed', text }) }
    },
    'prompt.move': async ({ run, delivery, before }) => {
      return done(await movePrompt(runOf(run), delivery, before))
    },
    'delivery.cancel': async ({ run, delivery }) => {
      runOf(run).deliveries.cancel(delivery)
      return {}
    },
    'delivery.retry': async ({ run, delivery }) => {
      runOf(run).deliveries.retry(delivery)
      return {}
    },
    'role.resume': async ({ run, pane }) => {
      const live = runOf(run)
      if (live.head.panes[pane]?.held) await live.commit([{ type: 'role-released', pane }])
      return {}
    },
    'task.release': async ({ run, task }) => {
      return done(await releaseTask(runOf(run), task))
    },
    'task.move': async ({ run, task, before }) => {
      return done(await moveTask(runOf(run), task, before))
    },
    'report.check-again': async ({ run, report }) => {
      const live = runOf(run)
      const known = live.head.reports[report]
      if (!known) throw new Refused('There is no such report in this run.')
      if (known.checking !== null) throw new Refused('Its checks are running already.')
      await live.leadTree.disturbed(() => live.checks.again(known))
      return {}
    },
    'report.take-back-edits': async ({ run, report }) => {
      return done(await takeBackEdits(runOf(run), report))
    },
    'change.take-back': async ({ run, change }) => {
      return done(await takeBackChange(runOf(run), change))
    },
    'task.cancel': async ({ run, task, comment }) => {
      return done(await cancelTask(runOf(run), task, comment))
    },
    'question.answer': async ({ run, question, text, approve }) => {
      const live = runOf(run)
      const asked = live.head.questions[question]
      if (!asked) throw new Refused('This question is not open any more.')
      await live.inTurn(async () => {
        // Looked at in its turn: the orchestrator, or another window, may be answering at this moment.
        if (live.head.questions[question]?.answer) throw new Refused('This question has been answered.')
        await deliverAnswer(live, question, { by: 'person', text, approved: approve ?? false })
      })
      return {}
    },
    'lesson.decide': async ({ run, lesson, accept }) => {
      const live = runOf(run)
      return done(await live.inTurn(() => live.leadTree.disturbed(() => decideLesson(live, lesson, accept))))
    },
    'side.run-again': async ({ run, side }) => {
      await runOf(run).sides.runAgain(side)
      return {}
    },
    'side.pause': async ({ run, side, paused }) => {
      await runOf(run).sides.pause(side, paused)
      return {}
    },
    'attention.dismiss': async ({ run, key }) => {
      await runOf(run).commit([{ type: 'attention-dismissed', key }])
      return {}
    },
  }
}

/** Nothing, or a refusal with the reason. */
function done(reason: string | undefined): Record<string, never> {
  if (reason !== undefined) throw new Refused(reason)
  return {}
}

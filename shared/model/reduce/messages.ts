import { put } from '../entries'
import type { Folds } from './folds'
import { count } from './patch'

/** Questions, notes and lessons. */
export const messageFolds = {
  'question-asked': (run, body, at) =>
    count(
      {
        ...run,
        questions: put(run.questions, body.question, {
          id: body.question,
          pane: body.pane,
          agent: body.agent,
          to: body.to,
          task: body.task ?? null,
          text: body.text,
          at,
          delivery: null,
          answer: null,
          plan: body.plan ?? false,
          approved: false,
          about: body.about ?? null,
          advice: null,
        }),
      },
      'question',
      body.question,
    ),

  'question-answered': (run, body) => {
    const question = run.questions[body.question]
    if (!question) return run
    return {
      ...run,
      questions: put(run.questions, question.id, {
        ...question,
        answer: body.text,
        approved: body.approved ?? false,
        advice: body.advice ?? null,
      }),
    }
  },

  'note-told': (run, body) => count(run, 'note', body.note),

  'lesson-proposed': (run, body) =>
    count(
      {
        ...run,
        lessons: put(run.lessons, body.lesson, {
          id: body.lesson,
          pane: body.pane,
          text: body.text,
          accepted: null,
        }),
      },
      'lesson',
      body.lesson,
    ),

  'lesson-decided': (run, body) => {
    const lesson = run.lessons[body.lesson]
    if (!lesson) return run
    return { ...run, lessons: put(run.lessons, lesson.id, { ...lesson, accepted: body.accepted }) }
  },
} satisfies Partial<Folds>

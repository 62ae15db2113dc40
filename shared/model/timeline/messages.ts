import type { Lines } from './lines'
import { firstLine, oneLine } from './one-line'

/** Questions, answers, notes and lessons. */
export const messageLines = {
  'question-asked': (body, { entry, role, lead }) =>
    entry(
      body.plan ? 'plan' : 'question',
      role(body.pane),
      body.to === 'person' ? 'you' : lead(),
      body.about ? `Its program asks: ${oneLine(body.about.what)}` : body.text.preview,
      { question: body.question },
    ),

  'question-answered': (body, { after, entry, role, lead }) => {
    const question = after.questions[body.question]
    const from = body.by === 'person' ? 'you' : (lead() ?? 'orchestrator')
    return entry('answer', from, question ? role(question.pane) : null, body.text.preview, {
      question: body.question,
    })
  },

  'note-told': (body, { entry, role }) =>
    entry('told', role(body.from), role(body.to), body.text.preview, { note: body.note }),

  'lesson-proposed': (body, { entry, role }) =>
    entry('note', role(body.pane), 'you', `Lesson: ${firstLine(body.text)}`),
} satisfies Partial<Lines>

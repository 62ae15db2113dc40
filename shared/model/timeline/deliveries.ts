import type { Lines } from './lines'
import { firstLine } from './one-line'

/** How a proof reads in a sentence. */
export const proofWords = {
  hook: 'proven by hook',
  screen: 'seen on the screen',
  report: 'proven by its report',
} as const

const whatOf = {
  context: 'First prompt',
  task: 'Task',
  report: 'Report',
  question: 'Question',
  answer: 'Answer',
  prompt: 'Your prompt',
  note: 'Note',
  notice: 'Notice',
} as const

/** Texts on their way to agents. */
export const deliveryLines = {
  'delivery-created': (body, { entry, role }) =>
    body.purpose === 'prompt'
      ? entry('prompt', 'you', role(body.pane), firstLine(body.text), { delivery: body.delivery })
      : null,

  'delivery-changed': (body, { before, after, entry, role }) => {
    const delivery = after.deliveries[body.delivery]
    const was = before.deliveries[body.delivery]
    if (!delivery) return null
    const refs = { delivery: delivery.id, ...(delivery.tasks[0] ? { task: delivery.tasks[0] } : {}) }
    const what = delivery.tasks.length > 0 ? `Task ${delivery.tasks.join(', ')}` : whatOf[delivery.purpose]
    if (body.state === 'proven') {
      const late = was?.state === 'unproven' ? ', late' : ''
      return entry(
        'delivery',
        'deck',
        role(delivery.pane),
        `${what} delivered, ${proofWords[body.proof ?? 'hook']}${late}`,
        refs,
      )
    }
    if (body.state === 'unproven') {
      return entry(
        'delivery',
        'deck',
        role(delivery.pane),
        `${what} may not have arrived. ${body.detail ?? ''}`.trim(),
        refs,
        'warning',
      )
    }
    if (body.state === 'refused') {
      return entry(
        'delivery',
        'deck',
        role(delivery.pane),
        `${what} not delivered. ${body.detail ?? ''}`.trim(),
        refs,
        'warning',
      )
    }
    return null
  },
} satisfies Partial<Lines>

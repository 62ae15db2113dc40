import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import * as model from '#shared/model/events'
import { EVENTS_PAGE, eventsSource, renderEventsPage } from './events-doc.mjs'

const source = eventsSource()

it('docs/events.md says what the schemas say; otherwise make it again: node build/events-doc.mjs', () => {
  expect(readFileSync(EVENTS_PAGE, 'utf8')).toBe(renderEventsPage(model, source))
})

it('every event has a section with a sentence and its fields', () => {
  const page = renderEventsPage(model, source)
  for (const body of model.EventBody.options) {
    const [type] = body.shape.type.values
    const section = page.split(`\n## ${type}\n`)[1]?.split('\n## ')[0] ?? ''
    expect(section.trim().split('\n')[0], type).toMatch(/[.)]$/)
    for (const field of Object.keys(body.shape).filter((name) => name !== 'type'))
      expect(section, `${type} ${field}`).toContain(`- \`${field}\` `)
  }
})

it('an event without a sentence is refused', () => {
  const bare = source.replace('/** The person changed the queue', '/* The person changed the queue')
  expect(() => renderEventsPage(model, bare)).toThrow('"task-moved" has no sentence')
})

import { expect, test } from 'vitest'
import type { Role } from '#shared/contract/config'
import { EventBody, type TakenConfig } from '#shared/model/events'
import { foldAll } from '#shared/model/reduce'
import { event, next, opened, runOf } from '#shared/model/run.fixture'
import { configChanges } from './config-changes'

const before = runOf().config
/** Its panes say who may delegate, as those of every run of today. */
const first = configChanges(runOf(), before)
const begun = first.reduce(next, runOf())
const edited = (more: Partial<Role>, responseMinutes = 30): TakenConfig => ({
  responseMinutes,
  team: {
    ...before.team,
    roles: before.team.roles.map((role) => (role.name === 'coder' ? { ...role, ...more } : role)),
  },
})
const gate = { name: 'tests', command: 'npm test', timeoutMinutes: 20, scope: 'project' } as const

test('a journal without a config knows the team and none of its rules', () => {
  expect(before.team.roles.map(({ name, command, gates }) => [name, command, gates.length])).toEqual([
    ['lead', 'run-lead', 0],
    ['coder', 'run-coder', 0],
    ['reviewer', 'run-reviewer', 0],
  ])
  expect(before.responseMinutes).toBe(120)
})

test('a config is taken over once, with what no pane shows, and is there when the journal is read again', () => {
  const now = edited({ gates: [gate], mayEdit: false, promptTemplate: undefined })
  const changes = configChanges(begun, now)
  expect(changes).toMatchObject([{ type: 'team-changed', team: [], config: { responseMinutes: 30 } }])
  const after = changes.reduce(next, begun)
  expect(configChanges(after, now)).toEqual([])
  const lines = [opened, ...first, ...changes].map((body) =>
    EventBody.parse(JSON.parse(JSON.stringify(body))),
  )
  const again = foldAll(
    undefined,
    lines.map((body, index) => event(index + 1, body)),
  )
  if (!again) throw new Error('not folded')
  expect(again.config).toEqual(after.config)
  expect(configChanges(again, now)).toEqual([])
})

test('an edit that asks less is taken over and told, and takes no yes from the person', () => {
  const run = configChanges(
    begun,
    edited({ gates: [gate], approval: 'person', plan: 'person', mayEdit: false }),
  ).reduce(next, begun)
  const [changed, told] = configChanges(run, edited({}, 0))
  expect(told).toMatchObject({
    type: 'attention-raised',
    about: 'config',
    text: 'The config was edited and asks less now: coder has no check "tests" any more; coder may edit; a worker may be silent for any number of minutes',
  })
  const coder =
    changed?.type === 'team-changed' && changed.config?.team.roles.find(({ name }) => name === 'coder')
  expect(coder).toMatchObject({ gates: [], approval: 'person', plan: 'person', mayEdit: true })
})

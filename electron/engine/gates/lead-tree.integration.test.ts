import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventBody } from '#shared/model/events'
import { delivery, event, next, observed, opened, reported, started, task } from '#shared/model/run.fixture'
import { reduce } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'
import { plainAgent } from '../run/plain-agent'
import { RunTexts } from '../run/texts'
import { atWorkIn, LeadTree } from './lead-tree'

let home: string
let directory: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'deck-lead-'))
  directory = join(home, 'shop')
  execFileSync('git', ['init', '-q', directory])
  writeFileSync(join(directory, 'price.js'), 'export const price = 1\n')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const ready: readonly EventBody[] = [
  started('a0', 'p0'),
  started('a1', 'p1'),
  observed('a0', 'idle'),
  observed('a1', 'idle'),
]

/** A run whose orchestrator may not edit, in a folder of its own, with the watch over it. */
class Watched {
  run: Run
  crowded = false
  mayEdit = false
  private texts!: RunTexts
  private tree!: LeadTree

  constructor() {
    this.run = reduce(undefined, event(1, { ...opened, directory }))
  }

  static async begin(): Promise<Watched> {
    const watched = new Watched()
    watched.texts = await RunTexts.open('run', directory, join(home, 'own'))
    watched.tree = new LeadTree({
      run: () => watched.run,
      team: () => {
        const team = plainAgent('lead', 'agent')
        return { ...team, roles: team.roles.map((role) => ({ ...role, mayEdit: watched.mayEdit })) }
      },
      texts: watched.texts,
      commit: (bodies) => Promise.resolve(watched.take(bodies)),
      shared: () => Promise.resolve(watched.crowded),
      notice: (key, text) => ({
        type: 'notice-raised',
        notice: `n${watched.run.counters.notice}`,
        key,
        text,
      }),
      broken: (error) => {
        throw error
      },
    })
    await watched.happens(...ready)
    return watched
  }

  /** Further events, and everything that the watch does about them. */
  async happens(...bodies: readonly EventBody[]): Promise<void> {
    for (const body of bodies) this.take([body])
    await this.tree.look()
  }

  disturbed(work: () => void): Promise<void> {
    return this.tree.disturbed(() => Promise.resolve(work()))
  }

  get found(): string[] {
    return Object.values(this.run.changes).map((change) => change.detail)
  }

  private take(bodies: readonly EventBody[]): void {
    for (const body of bodies) {
      this.run = next(this.run, body)
      this.tree.stirred()
    }
  }
}

const edit = (text = 'export const price = 2\n'): void => writeFileSync(join(directory, 'price.js'), text)
const begins = observed('a0', 'thinking')
const rests = observed('a0', 'idle')
const FOUND =
  '1 file changed (price.js) while only lead was at work, which may not edit. It was lead, or you.'

test('what an orchestrator changed in its turn is found when it ends, told to it, and told once', async () => {
  const watched = await Watched.begin()
  await watched.happens(begins)
  edit()
  await watched.happens(rests)
  expect(watched.found).toEqual([FOUND])
  expect(readFileSync(watched.run.changes['c1']?.text.file ?? '', 'utf8')).toContain(
    '+export const price = 2',
  )
  expect(Object.values(watched.run.notices).map(({ key, text }) => [key, text])).toEqual([
    ['change:c1', expect.stringContaining('1 file changed (price.js) while only you were at work') as string],
  ])
  await watched.happens(begins, rests)
  expect(watched.found).toHaveLength(1)
})

test('it is found before a worker begins', async () => {
  const watched = await Watched.begin()
  await watched.happens(begins)
  edit()
  await watched.happens(task('t1'))
  expect(watched.found).toEqual([FOUND])
})

test('nothing is said of what changes while the orchestrator rests, or a worker works', async () => {
  const watched = await Watched.begin()
  edit('by the person\n')
  await watched.happens(begins)
  await watched.happens(task('t1'), delivery('d1', { tasks: ['t1'] }))
  edit('by the worker, or by the orchestrator\n')
  await watched.happens(rests)
  await watched.happens(begins, reported('t1', 'a1'))
  edit('in its next turn alone\n')
  await watched.happens(observed('a1', 'working'))
  expect(watched.found).toEqual([])
  await watched.happens(observed('a1', 'idle'))
  edit('and once more\n')
  await watched.happens(rests)
  expect(watched.found).toHaveLength(1)
})

test('what the deck does for the person is not the orchestrator, and neither is anybody in a shared folder', async () => {
  const watched = await Watched.begin()
  await watched.happens(begins)
  await watched.disturbed(() => edit())
  await watched.happens()
  watched.crowded = true
  edit('by another team\n')
  await watched.happens(rests)
  expect(watched.found).toEqual([])
})

test('an orchestrator that may edit is left alone', async () => {
  const watched = await Watched.begin()
  watched.mayEdit = true
  await watched.happens(begins)
  edit()
  await watched.happens(rests)
  expect(watched.found).toEqual([])
})

test('a screen alone does not say that an orchestrator rests, and no team is one of nobody', async () => {
  const { run } = await Watched.begin()
  expect(atWorkIn(run)).toBe('nobody')
  expect(atWorkIn(next(run, observed('a0', 'idle', { source: 'screen' })))).toBe('lead')
  expect(atWorkIn(next(run, observed('a1', 'waiting')))).toBe('nobody')
  const prompted = next(next(run, { type: 'agent-prompted', agent: 'a1', text: 'go' }), begins)
  expect(atWorkIn(prompted)).toBe('lead')
  expect(atWorkIn(next(prompted, observed('a1', 'waiting')))).toBe('others')
  expect(atWorkIn(next(prompted, { type: 'run-finished', outcome: 'done', by: 'orchestrator' }))).toBe(
    'others',
  )
})

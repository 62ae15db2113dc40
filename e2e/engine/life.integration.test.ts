import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attentionOf } from '#shared/model/attention'
import { agentOf } from '#shared/model/selectors'
import type { Life } from '#shared/model/state'
import type { TestRun } from '../support/run'
import { TestDeck } from '../support/deck'

/** The real minute, made short: nothing of what is judged depends on how long it is. */
const PACE = { lookMs: 300, stillMs: 3000 }

let deck: TestDeck
let run: TestRun

beforeAll(async () => {
  deck = await TestDeck.open(PACE)
})
afterAll(() => deck.close())

const untilLife = (role: string, what: string, fits: (life: Life) => boolean): Promise<Life> =>
  run.until(`${role} ${what}`, (state) => {
    const life = agentOf(state, run.pane(role))?.life
    return life && fits(life) ? life : undefined
  })

test.skipIf(process.platform === 'win32')(
  'long silence with a spinner, or with CPU time alone, is no hang; a frozen agent is, until it goes on',
  async () => {
    const workers = ['spinner', 'burner', 'frozen']
    await deck.writeTeam(
      ['lead', ...workers].map((name) => ({
        name,
        start: name === 'lead',
        clear: false,
        flags: '--osc7501',
      })),
    )
    run = await deck.startTeam()
    await run.idle('lead', ...workers)
    const end = join(deck.root, 'end')
    await run.delegate('spinner', `SPIN ${end}`)
    await run.delegate('burner', `BURN ${end}`)
    await run.delegate('frozen', `SPIN ${end}`)
    // Told once they have been silent for as long as a frozen one is given.
    await untilLife('spinner', 'moves on its screen', (life) => life.signs.includes('screen'))
    await untilLife('burner', 'uses the CPU', (life) => life.signs.includes('cpu'))
    await untilLife('frozen', 'moves before it is frozen', (life) => life.signs.includes('screen'))
    const pid = run.log('frozen').of('start')[0]?.pid ?? 0
    process.kill(pid, 'SIGSTOP')
    try {
      const life = await untilLife('frozen', 'stands still', ({ stillSince }) => stillSince !== null)
      expect(life).toMatchObject({ signs: [], stopped: true })
      const needed = () => attentionOf(run.run).filter(({ kind }) => kind === 'frozen')
      expect(needed().map(({ role, text }) => [role, text])).toEqual([
        ['frozen', 'frozen stands still: its processes were stopped by a signal'],
      ])
      const notice = await run.until('the orchestrator is told', ({ notices }) =>
        Object.values(notices).find(({ key }) => key.startsWith('frozen:')),
      )
      expect(notice.text).toContain('frozen stands still in the middle of task t3')
      process.kill(pid, 'SIGCONT')
      await untilLife('frozen', 'goes on', ({ stillSince }) => stillSince === null)
      expect(needed()).toEqual([])
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    const still = run.events.flatMap(({ body }) =>
      body.type === 'life-seen' && body.stillSince !== undefined ? [body.agent] : [],
    )
    expect(new Set(still)).toEqual(new Set([run.agent('frozen').id]))
    writeFileSync(end, '')
    for (const task of ['t1', 't2', 't3']) await run.untilTask(task, 'done')
    await run.idle(...workers)
    expect(workers.map((role) => run.agent(role).life)).toEqual([null, null, null])
  },
)

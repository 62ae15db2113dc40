import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adapterFor } from '../../electron/engine/agents/index'
import { normalised } from '../../electron/engine/agents/text'
import { after, refuse, say } from '../model-server/scenario'
import { kill, stillThere } from '../support/processes'
import { Bench } from './bench'
import { CASES, CASE_IDS, type CaseId } from './cases'
import { untilKept } from './kept'
import { DEADLINE, isChosen, missingReason, REPEAT, REPEAT_ASKED, WRITE } from './mode'
import { Record } from './record'
import { PATIENCE_MS, type Seat } from './seat'
import { playScript, type Script } from './script'
import { binDirOf, nameOf, type Subject } from './subject'
import { TEXTS, comparable } from './texts'

/** Longest time of one try, milliseconds. */
const LIMIT_MS = 600_000

/** Milliseconds for which nothing must happen while a dialog is open: longer than any patience of a delivery before it would type. */
const NOTHING_MS = 2_500

/** Milliseconds that a person reads a dialog before answering it. */
const READING_MS = 1_000

/** What the model says in a conversation that is gone on with, and nowhere else. */
const REMEMBERED = 'It is remembered as 4711.'

/** The same cases for every agent CLI, through the deck itself. */
export function conformance(subject: Subject): void {
  const { label, version } = nameOf(subject.id)
  const missing = whyNot(subject)
  if (missing === undefined)
    describe(`${label} ${version}`, { timeout: LIMIT_MS }, () => defineCases(subject))
  else it(`${label} ${version}`, ({ skip }) => skip(missing))
}

function whyNot(subject: Subject): string | undefined {
  if (process.platform === 'win32') return 'the real agents are tested on POSIX systems'
  return binDirOf(subject.id) === undefined ? missingReason(subject.id) : undefined
}

function defineCases(subject: Subject): void {
  const record = new Record(subject)
  let bench: Bench
  let shared: Seat | undefined

  beforeAll(async () => {
    bench = await Bench.open(subject)
  }, LIMIT_MS)

  afterAll(async () => {
    if (WRITE) record.write()
    await bench?.close()
  }, LIMIT_MS)

  /** One agent serves all cases that leave it idle; a case that failed gets rid of it. */
  async function agent(script: Script = () => undefined): Promise<Seat> {
    bench.model.play(playScript(script))
    shared ??= await bench.start()
    await shared.status('idle')
    return shared
  }

  /** An agent of its own for one case. */
  async function own(ask: boolean, script: Script, use: (seat: Seat) => Promise<void>): Promise<void> {
    await dropShared()
    bench.model.play(playScript(script))
    const seat = await bench.start(ask)
    try {
      await seat.status('idle')
      await use(seat)
    } finally {
      await seat.close()
    }
  }

  async function dropShared(): Promise<void> {
    const seat = shared
    shared = undefined
    await seat?.close()
  }

  function tries(id: CaseId, times: number, work: (n: number) => Promise<void>): void {
    if (subject.cannot[id] !== undefined || !isChosen(id)) return
    for (let n = 1; n <= times; n += 1) {
      it(times === 1 ? CASES[id] : `${CASES[id]}, ${n} of ${times}`, async ({ skip }) => {
        skip(Date.now() > DEADLINE, 'the time for this stage was over')
        try {
          await work(n)
          record.tried(id, true)
        } catch (error) {
          record.tried(id, false)
          await dropShared()
          throw error
        }
      })
    }
  }

  const once = (id: CaseId, work: () => Promise<void>): void => tries(id, 1, work)

  once('ready', async () => {
    const seat = await agent()
    expect(seat.agent).toMatchObject({ kind: subject.id, status: 'idle' })
  })

  for (const id of CASE_IDS) {
    const text = TEXTS[id]
    if (!text) continue
    tries(id, REPEAT, async (n) => {
      const seat = await agent()
      const logged = await seat.deliver(text(n), subject.oneLine)
      expect(comparable(logged.text, subject.oneLine)).toBe(comparable(text(n), subject.oneLine))
      expect(existsSync(join(bench.facts.work, `made-by-shell-${n}`))).toBe(false)
    })
  }

  once('tool', async () => {
    const seat = await agent((prompt) =>
      prompt === 'Take a while' ? [subject.shell('sleep 2; echo slept', false)] : undefined,
    )
    const id = await seat.prompt('Take a while')
    await seat.until(
      'a tool on the card',
      () => seat.agent.tool !== null && seat.agent.detail?.includes('sleep 2'),
    )
    await seat.proven(id)
    await seat.until('no tool any more', () => seat.agent.status === 'idle' && seat.agent.tool === null)
  })

  once('command', async () => {
    const seat = await agent((prompt) =>
      prompt === 'Ask the deck' ? [subject.shell('dot-agent-deck status > deck-status', false)] : undefined,
    )
    await seat.deliver('Ask the deck')
    const told = readFileSync(join(bench.facts.work, 'deck-status'), 'utf8')
    expect(told).toContain('agent (orchestrator)')
  })

  once('busy', async () => {
    const gate = deferred()
    const seat = await agent((prompt) =>
      prompt === 'Think long' ? [after(gate.promise, say('Thought.'))] : undefined,
    )
    await seat.proven(await seat.prompt('Think long'))
    await seat.until(
      'a busy agent',
      () => seat.agent.status === 'thinking' || seat.agent.status === 'working',
    )
    const second = await seat.prompt('After the long thought')
    await seat.delivery(second, 'is held', ({ state, hold }) => state === 'held' && hold === 'busy')
    await sleep(NOTHING_MS)
    expect(seat.run.deliveries[second]?.state).toBe('held')
    const opened = Date.now()
    gate.open()
    await seat.proven(second)
    const logged = await seat.atModel('After the long thought')
    expect(logged.at).toBeGreaterThanOrEqual(opened)
    await seat.status('idle')
  })

  once('draft', async () => {
    const seat = await agent()
    await seat.type('half typed')
    await seat.untilScreen('the draft', (screen) => screen.includes('half typed'))
    const id = await seat.prompt('From the deck, beside a draft')
    await seat.delivery(
      id,
      'is held for the draft',
      ({ state, hold }) => state === 'held' && hold === 'draft',
    )
    if (adapterFor(subject.id).canStash) {
      await seat.proven(id)
      await seat.untilScreen('the draft again', (screen) => screen.includes('half typed'))
      await seat.press(subject.clearDraft)
    } else {
      await sleep(NOTHING_MS)
      expect(seat.run.deliveries[id]?.state).toBe('held')
      expect(await seat.screen()).toContain('half typed')
      await seat.press(subject.clearDraft)
      await seat.proven(id)
    }
    await seat.atModel('From the deck, beside a draft')
    await seat.status('idle')
    expect(bench.model.log.prompts.some((prompt) => prompt.text.includes('half typed'))).toBe(false)
  })

  once('error', async () => {
    const seat = await agent((prompt) =>
      prompt === 'Fail now' ? [refuse(400, 'the model is out for lunch')] : undefined,
    )
    await seat.prompt('Fail now')
    await seat.until('the error on the card', () => {
      return (
        seat.agent.status === 'error' &&
        (subject.showsError === false || seat.agent.error?.includes('out for lunch'))
      )
    })
    bench.model.play(playScript(() => undefined))
    await seat.deliver('After the error')
  })

  once('reset', async () => {
    const seat = await agent()
    await seat.deliver('Before the reset')
    const command = subject.reset ?? ''
    await seat.type(command)
    await seat.untilScreen('the command', (screen) => screen.includes(command))
    // Nobody presses Enter in the same instant; on a busy machine that would count as a pasted line end.
    await seat.press(['', '', '\r'])
    await seat.untilScreen(
      'a screen without the conversation',
      (screen) => !screen.includes('Before the reset'),
    )
    await seat.status('idle')
    const logged = await seat.deliver('After the reset')
    expect(logged.ordinal).toBe(0)
  })

  once('interrupt', async () => {
    const never = deferred()
    const seat = await agent((prompt) =>
      prompt === 'Never end' ? [after(never.promise, say('Ended.'))] : undefined,
    )
    await seat.proven(await seat.prompt('Never end'))
    await seat.until(
      'a busy agent',
      () => seat.agent.status === 'thinking' || seat.agent.status === 'working',
    )
    await bench.model.log.waitForPrompt((prompt) => prompt.text === 'Never end', PATIENCE_MS)
    await seat.pressUntil('an interrupted turn', subject.interrupt, () => seat.agent.status === 'idle')
    never.open()
    const text = 'After the interrupt'
    const next = await seat.prompt(text)
    const { state } = await seat.delivery(
      next,
      'is settled, or held for what came back',
      ({ state: now, hold }) => now === 'proven' || now === 'unproven' || hold === 'draft',
    )
    // A turn that had said nothing yet may be taken back into the box, also in front of what was just pasted; the person clears it.
    if (state === 'held') await seat.press(subject.clearDraft)
    else if (state === 'unproven') {
      expect(await seat.screen()).toContain(`Never end${text}`)
      await seat.press(subject.clearDraft)
      await seat.handle('delivery.retry', { run: seat.id, delivery: next })
      await seat.delivery(next, 'is sent again', ({ state: now }) => now !== 'unproven')
    }
    await seat.proven(next)
    await seat.atModel(text)
    await seat.status('idle')
  })

  // Right behind the interrupt: what a CLI has taken back into its box, and the deck put aside, is in nobody's way here.
  once('exit', async () => {
    const seat = await agent()
    const pids = await seat.pids()
    expect(pids.length).toBeGreaterThan(0)
    await dropShared()
    expect(await stillThere(pids)).toEqual([])
    expect(seat.agent.exit).toMatchObject({ expected: true })
  })

  for (const id of ['allowed', 'denied', 'no-stray-enter'] as const) {
    tries(id, REPEAT_ASKED, async (n) => {
      const file = `guarded-${id}-${n}`
      const script: Script = (prompt) =>
        prompt.startsWith('Make ') ? [subject.shell(`touch ${file}`, true)] : undefined
      await own(true, script, async (seat) => {
        const made = join(bench.facts.work, file)
        const answer = async (keys: readonly string[]): Promise<void> => {
          await seat.untilScreen('the dialog', (screen) => screen.includes(`touch ${file}`))
          // The CLIs take no answer in the first moment of a dialog, so that nobody gives one by accident.
          await sleep(READING_MS)
          await seat.pressUntil('the dialog answered', keys, () => seat.agent.status !== 'waiting')
        }
        await seat.proven(await seat.prompt(`Make ${file}`))
        await seat.until('the permission on the card', () => {
          return seat.agent.status === 'waiting' && seat.agent.waitingFor?.includes(`touch ${file}`)
        })
        if (id === 'no-stray-enter') {
          const text = `Due while a permission is asked, ${n}`
          const due = await seat.prompt(text)
          await seat.delivery(due, 'is held', ({ state, hold }) => state === 'held' && hold === 'dialog')
          await sleep(NOTHING_MS)
          expect(existsSync(made)).toBe(false)
          expect(seat.run.deliveries[due]?.state).toBe('held')
          await answer(subject.permission.deny)
          await seat.proven(due)
          await seat.atModel(text)
        } else {
          expect(existsSync(made)).toBe(false)
          await answer(id === 'allowed' ? subject.permission.allow : subject.permission.deny)
        }
        await seat.status('idle')
        expect(existsSync(made)).toBe(id === 'allowed')
      })
    })
  }

  for (const id of ['first', 'hidden'] as const)
    once(id, async () => {
      await dropShared()
      bench.model.play(playScript(() => undefined))
      const seat = await bench.startTeam(id === 'hidden')
      try {
        const { text } = await seat.until('a first delivery', () => Object.values(seat.run.deliveries)[0])
        await seat.proven(Object.keys(seat.run.deliveries)[0] ?? '')
        const logged = await bench.model.log.waitForPrompt(
          (prompt) => prompt.text.includes(seat.id) && normalised(prompt.text) === normalised(text),
          PATIENCE_MS,
        )
        expect(logged.ordinal).toBe(0)
        await seat.status('idle')
      } finally {
        await seat.close()
      }
    })

  once('resume', async () => {
    await dropShared()
    bench.model.play(playScript((prompt) => (prompt === 'Remember this' ? [say(REMEMBERED)] : undefined)))
    const seat = await bench.start()
    try {
      await seat.status('idle')
      await seat.deliver('Remember this')
      await seat.until('its conversation by name', () => seat.agent.conversation !== null)
      await untilKept(join(bench.facts.home, subject.keeps), REMEMBERED)
      const before = seat.agent.id
      const pids = await seat.pids()
      await bench.replaceApp(async () => {
        pids.forEach(kill)
        expect(await stillThere(pids)).toEqual([])
      })
      await bench.restore(seat)
      await seat.until('another agent', () => seat.agent.id !== before && seat.agent.status === 'idle')
      const logged = await seat.deliver('What was it?')
      expect(logged.ordinal).toBe(1)
    } finally {
      await seat.close()
    }
  })
}

function deferred(): { promise: Promise<void>; open: () => void } {
  let open = (): void => undefined
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return { promise, open }
}

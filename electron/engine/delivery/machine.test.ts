import { describe, expect, test } from 'vitest'
import {
  defaultRecipe,
  newMachine,
  provable,
  resumedMachine,
  settled,
  step,
  type Effect,
  type Input,
  type Machine,
} from './machine'
import { enterVerdict, holdFor, type View } from './view'

const idle: View = {
  status: 'idle',
  ready: true,
  box: 'empty',
  dialog: false,
  holdsText: false,
  personTyped: false,
  personTyping: false,
  canStash: false,
  behind: false,
}
/** What a readable agent shows once our text stands in its box. */
const ours: View = { ...idle, box: 'draft', holdsText: true }
const seen = (view: Partial<View> = {}): Input => ({ kind: 'seen', view: { ...idle, ...view } })
const due = (view: Partial<View> = {}): Input => ({ kind: 'due', view: { ...idle, ...view } })

/** The machine after these inputs, and what the last one made it do. */
function after(machine: Machine, ...inputs: Input[]): { machine: Machine; effects: Effect[] } {
  let last: { machine: Machine; effects: Effect[] } = { machine, effects: [] }
  for (const input of inputs) last = step(last.machine, input)
  return last
}
const fresh = (): Machine => newMachine('typed').machine
const typing = (): Machine => after(fresh(), seen()).machine
const submitted = (): Machine => after(typing(), due(ours)).machine
const unproven = (): Machine => after(submitted(), due(), due(), due(), due()).machine
const did = (effects: Effect[]): string[] =>
  effects.map((effect) => (effect.do === 'record' ? `record ${effect.state}` : effect.do))

describe('while held', () => {
  test.each<[string, Partial<View>, string]>([
    ['an older delivery', { behind: true }, 'behind'],
    ['a dialog on the screen', { dialog: true, status: 'idle' }, 'dialog'],
    ['a dialog that only the hooks tell of', { status: 'waiting' }, 'dialog'],
    ['a start', { status: 'starting' }, 'starting'],
    ['a turn that thinks', { status: 'thinking' }, 'busy'],
    ['a turn that works', { status: 'working' }, 'busy'],
    ['a screen that is not ready', { ready: false }, 'unread'],
    ['something in the place of the box', { box: 'absent' }, 'unread'],
    ['a person who types at this moment', { personTyping: true, canStash: true }, 'draft'],
    ['a draft in the box', { box: 'draft' }, 'draft'],
    ['keys that went into a box that cannot be read', { box: 'unknown', personTyped: true }, 'draft'],
  ])('%s holds the text back', (_, view, hold) => {
    expect(holdFor({ ...idle, ...view })).toBe(hold)
    const { machine, effects } = after(fresh(), seen(view))
    expect(machine.phase).toBe('held')
    expect(did(effects)).not.toContain('type')
  })

  test('the reason is written down once, and again only when it changes', () => {
    const first = after(fresh(), seen({ status: 'working' }))
    expect(first.effects).toEqual([{ do: 'record', state: 'held', hold: 'busy' }])
    expect(after(first.machine, seen({ status: 'thinking' })).effects).toEqual([])
    expect(after(first.machine, seen({ dialog: true })).effects).toEqual([
      { do: 'record', state: 'held', hold: 'dialog' },
    ])
  })

  test('at an empty, idle box it is recorded, then typed, then looked at again', () => {
    const { effects } = after(fresh(), seen())
    expect(effects).toEqual([
      { do: 'record', state: 'typing' },
      { do: 'type', stash: false },
      { do: 'wait', ms: defaultRecipe.beforeEnterMs },
    ])
  })

  test('a draft is put aside only where that is possible, and only when there is one', () => {
    expect(after(fresh(), seen({ box: 'draft', canStash: true })).effects[1]).toEqual({
      do: 'type',
      stash: true,
    })
    expect(after(fresh(), seen({ canStash: true })).effects[1]).toEqual({ do: 'type', stash: false })
  })

  test('before it was typed, an equal prompt is the person’s own', () => {
    expect(provable(fresh())).toBe(false)
    expect(after(fresh(), { kind: 'prompted' }).machine.phase).toBe('held')
    expect(after(fresh(), { kind: 'screen-proof' }).machine.phase).toBe('held')
  })

  test('it can be taken back', () => {
    const { machine, effects } = after(fresh(), { kind: 'cancelled' })
    expect(machine.phase).toBe('refused')
    expect(did(effects)).toEqual(['let-go', 'record refused'])
  })
})

describe('before Enter', () => {
  test.each<[string, Partial<View>, string]>([
    ['our text in the box', {}, 'press'],
    ['a box that cannot be read', { box: 'unknown', holdsText: false }, 'press'],
    ['a dialog on the screen', { dialog: true }, 'wait'],
    ['a dialog that only the hooks tell of', { status: 'waiting' }, 'wait'],
    ['something in the place of the box', { box: 'absent' }, 'wait'],
    ['a turn that began by itself', { status: 'working' }, 'wait'],
    ['keys of the person since the paste', { personTyped: true }, 'wait'],
    ['a person who types', { personTyping: true }, 'wait'],
    ['other words in the box', { holdsText: false }, 'wait'],
    ['other words in front of it', { behindOthers: true }, 'wait'],
    ['an empty box', { box: 'empty', holdsText: false }, 'missing'],
  ])('%s', (_, view, verdict) => {
    expect(enterVerdict({ ...ours, ...view })).toBe(verdict)
    const { effects } = after(typing(), due({ ...ours, ...view }))
    expect(did(effects).includes('enter')).toBe(verdict === 'press')
  })

  test('a text whose end is still to come is waited for, but not for ever', () => {
    const arriving = { ...ours, arriving: true }
    const first = after(typing(), due(arriving))
    expect(did(first.effects)).toEqual(['let-go', 'wait'])
    expect(did(after(first.machine, due(ours)).effects)).toContain('enter')
    const looks = Math.ceil(defaultRecipe.firstLookMs / defaultRecipe.beforeEnterMs)
    const late = Array.from({ length: looks }, () => due(arriving))
    expect(did(after(typing(), ...late).effects)).not.toContain('enter')
    expect(did(after(typing(), ...late, due(arriving)).effects)).toContain('enter')
  })

  test('where looks follow each other quickly, the person’s keys are held for the same blink', () => {
    let { machine } = after(newMachine('typed', { ...defaultRecipe, beforeEnterMs: 50 }).machine, seen())
    const looks = [1, 2, 3].map(() => {
      const look = after(machine, due())
      machine = look.machine
      return did(look.effects)
    })
    expect(looks).toEqual([['wait'], ['wait'], ['let-go', 'wait']])
  })

  test('what is not through by then is looked at less often, and has as much time in all', () => {
    let machine = after(newMachine('typed', { ...defaultRecipe, beforeEnterMs: 10 }).machine, seen()).machine
    const pauses = [10]
    while (machine.phase === 'typing') {
      const look = after(machine, due({ ...ours, holdsText: false }))
      machine = look.machine
      pauses.push(...look.effects.flatMap((effect) => (effect.do === 'wait' ? effect.ms : [])))
    }
    expect(pauses.slice(0, 18)).toEqual([...Array.from({ length: 15 }, () => 10), 150, 150, 150])
    const all = pauses.reduce((sum, pause) => sum + pause)
    expect(all).toBeGreaterThanOrEqual(defaultRecipe.patienceMs)
    expect(all).toBeLessThan(defaultRecipe.patienceMs + 150)
  })

  test('Enter is recorded before it is pressed', () => {
    expect(did(after(typing(), due(ours)).effects)).toEqual(['record submitted', 'enter', 'wait'])
  })

  test('a change on the screen does not press Enter; only the second look does', () => {
    expect(after(typing(), seen(ours)).effects).toEqual([])
  })

  test('while it waits, the person’s keys go through', () => {
    expect(did(after(typing(), due({ dialog: true })).effects)).toEqual(['let-go', 'wait'])
  })

  test('a paste that does not show is given the time of a slow screen, then typed once more, never a third time', () => {
    const looks = Math.ceil(defaultRecipe.firstLookMs / defaultRecipe.beforeEnterMs)
    const missing = Array.from({ length: looks }, () => due())
    const early = after(typing(), ...missing.slice(1))
    expect(early.machine.phase).toBe('typing')
    const again = after(early.machine, due())
    expect(again.machine).toMatchObject({ phase: 'held', hold: 'unread' })
    const second = after(again.machine, seen())
    expect(did(second.effects)).toContain('type')
    const patience = Math.ceil(defaultRecipe.patienceMs / defaultRecipe.beforeEnterMs)
    const end = after(second.machine, ...Array.from({ length: patience }, () => due()))
    expect(end.machine.phase).toBe('unproven')
    expect(end.effects.at(-1)).toMatchObject({ detail: expect.stringContaining('Enter was not pressed') })
  })

  test('it can no longer be taken back', () => {
    expect(after(typing(), { kind: 'cancelled' }).machine.phase).toBe('typing')
  })
})

describe('after Enter', () => {
  test('Enter is pressed again only when a look shows our text still in the box, and only once', () => {
    const again = after(submitted(), due(ours))
    expect(did(again.effects)).toEqual(['enter', 'wait'])
    const third = after(again.machine, due(ours))
    expect(did(third.effects)).not.toContain('enter')
  })

  test.each<[string, Partial<View>]>([
    ['an empty box', {}],
    ['a box that cannot be read', { box: 'unknown' }],
    ['a dialog', { ...ours, dialog: true }],
    ['a turn', { ...ours, status: 'working' }],
    ['words that the person added', { ...ours, personTyped: true }],
  ])('never blindly: %s', (_, view) => {
    expect(did(after(submitted(), due(view)).effects)).not.toContain('enter')
  })

  test('without proof in time the person is asked', () => {
    const looks = Math.ceil(defaultRecipe.patienceMs / defaultRecipe.firstLookMs)
    const patient = after(submitted(), ...Array.from({ length: looks - 1 }, () => due()))
    expect(patient.machine.phase).toBe('submitted')
    const end = after(patient.machine, due())
    expect(end.machine.phase).toBe('unproven')
    expect(did(end.effects)).toEqual(['let-go', 'record unproven'])
  })

  test('an open dialog takes no patience: a person may take all night', () => {
    const night = Array.from({ length: 1000 }, () => due({ dialog: true }))
    const { machine, effects } = after(submitted(), ...night)
    expect(machine).toMatchObject({ phase: 'submitted', waited: 0 })
    expect(did(effects)).toEqual(['wait'])
  })

  test.each<[string, () => Machine]>([
    ['while it is typed', typing],
    ['in time', submitted],
    ['late', unproven],
    ['while it is to be sent again', () => after(unproven(), { kind: 'retry' }).machine],
  ])('proof counts %s', (_, machine) => {
    const { machine: end, effects } = after(machine(), { kind: 'prompted' })
    expect(end.phase).toBe('proven')
    expect(effects.at(-1)).toEqual({ do: 'record', state: 'proven', proof: 'hook' })
  })

  test('the screen proves what was submitted, not what was only typed', () => {
    expect(after(submitted(), { kind: 'screen-proof' }).machine.phase).toBe('proven')
    expect(after(unproven(), { kind: 'screen-proof' }).machine.phase).toBe('proven')
    expect(after(typing(), { kind: 'screen-proof' }).machine.phase).toBe('typing')
  })

  test('the person can send it again when it is unproven, and only then', () => {
    const again = after(unproven(), { kind: 'retry' })
    expect(again.machine).toMatchObject({ phase: 'held', enters: 0, pastes: 0 })
    expect(did(after(again.machine, seen()).effects)).toContain('type')
    expect(after(submitted(), { kind: 'retry' }).machine.phase).toBe('submitted')
  })

  test('nothing happens any more to what is settled', () => {
    for (const end of [
      after(submitted(), { kind: 'prompted' }),
      after(submitted(), { kind: 'gone', reason: 'x' }),
    ]) {
      expect(settled(end.machine)).toBe(true)
      for (const input of [seen(), due(ours), { kind: 'retry' }, { kind: 'prompted' }] as const)
        expect(step(end.machine, input)).toEqual({ machine: end.machine, effects: [] })
    }
  })

  test.each<[string, () => Machine]>([
    ['held', fresh],
    ['typing', typing],
    ['submitted', submitted],
    ['unproven', unproven],
  ])('an agent that goes refuses it, with the reason, when %s', (_, machine) => {
    expect(after(machine(), { kind: 'gone', reason: 'It ended.' }).effects.at(-1)).toEqual({
      do: 'record',
      state: 'refused',
      detail: 'It ended.',
    })
  })
})

describe('by argument', () => {
  const started = (): Machine => newMachine('argument').machine

  test('patience begins when a slow start is over', () => {
    const starting = Array.from({ length: 10 }, () => due({ status: 'starting' }))
    const ready = [due(), due(), due()]
    expect(after(started(), ...starting, ...ready).machine.phase).toBe('submitted')
    expect(after(started(), ...starting, ...ready, due()).machine.phase).toBe('unproven')
  })

  test('the start itself submits it', () => {
    expect(did(newMachine('argument').effects)).toEqual(['record submitted', 'wait'])
    expect(after(started(), { kind: 'prompted' }).machine.phase).toBe('proven')
  })

  test('a slow start takes a minute of patience, not the twelve seconds of a typed text', () => {
    const looks = (ms: number) =>
      Array.from({ length: Math.ceil(ms / defaultRecipe.firstLookMs) }, () => due({ status: 'starting' }))
    expect(after(started(), ...looks(55_000)).machine.phase).toBe('submitted')
    expect(after(started(), ...looks(60_000)).machine.phase).toBe('unproven')
  })

  test('Enter is never pressed for it', () => {
    expect(did(after(started(), due(ours)).effects)).not.toContain('enter')
  })

  test('an agent that never got it has it typed', () => {
    const missed = after(started(), { kind: 'argument-missed' })
    expect(missed.machine).toMatchObject({ phase: 'held', route: 'typed' })
    expect(did(after(missed.machine, seen()).effects)).toContain('type')
    expect(after(submitted(), { kind: 'argument-missed' }).machine.phase).toBe('submitted')
  })
})

describe('taken over after the deck had ended', () => {
  test('what was typed is looked at, not typed again', () => {
    const { machine, effects } = resumedMachine('typed', 'typing')
    expect(did(effects)).toEqual(['wait'])
    expect(did(after(machine, due(ours)).effects)).toContain('enter')
  })

  test('what was submitted can be proven, and is asked about when it is not', () => {
    const { machine } = resumedMachine('typed', 'submitted')
    expect(after(machine, { kind: 'prompted' }).machine.phase).toBe('proven')
    expect(after(machine, due(), due(), due(), due()).machine.phase).toBe('unproven')
  })

  test('what was held begins anew', () => {
    const { machine, effects } = resumedMachine('typed', 'held')
    expect(effects).toEqual([])
    expect(did(after(machine, seen()).effects)).toContain('type')
    expect(provable(machine)).toBe(false)
  })
})

describe('a report on the task that it carried', () => {
  const answered: Input = { kind: 'answered' }
  const byReport: Effect = { do: 'record', state: 'proven', proof: 'report' }

  test('leaves a better proof its time', () => {
    expect(after(submitted(), answered).effects).toEqual([])
    expect(after(submitted(), answered, { kind: 'prompted' }).effects.at(-1)).toMatchObject({ proof: 'hook' })
  })
  test('proves it when the agent goes before that', () => {
    expect(after(submitted(), answered, { kind: 'gone', reason: 'x' }).effects.at(-1)).toEqual(byReport)
  })
  test('proves it when nothing else comes in time', () => {
    expect(after(submitted(), answered, due(), due(), due(), due()).effects.at(-1)).toEqual(byReport)
  })
  test('proves at once what nobody could prove', () => {
    expect(after(unproven(), answered).effects.at(-1)).toEqual(byReport)
  })
  test('proves nothing that was never on its way', () => {
    expect(after(fresh(), answered, { kind: 'gone', reason: 'x' }).effects.at(-1)).toMatchObject({
      state: 'refused',
    })
  })
})

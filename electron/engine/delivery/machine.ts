import type { HoldReason, Proof } from '#shared/model/events'
import { enterVerdict, hasDraft, holdFor, type View } from './view'

/**
 * Getting one text submitted in one agent's input box, decided step by step. Pure: what is seen goes in, what to do
 * comes out. The rules that must never break:
 * - Nothing is typed unless the agent is at its input box, idle, with no dialog and no draft in the way.
 * - Enter is pressed only after a second look shows the same, and our text.
 * - What was typed is recorded before it is typed, so that a crash cannot lead to typing it twice.
 * - Submitted is what is proven; without proof in time the person is asked, and late proof still counts.
 */

/** What a delivery is told. */
export type Input =
  /** Something about the agent may have changed. */
  | { kind: 'seen'; view: View }
  /** The time asked for by `wait` is over. */
  | { kind: 'due'; view: View }
  /** The agent's hook reported a submitted prompt that carries this text. */
  | { kind: 'prompted' }
  /** The screen shows that this text left the input line. */
  | { kind: 'screen-proof' }
  /** The agent started without the argument: its shim was bypassed. */
  | { kind: 'argument-missed' }
  /** The agent reported on the task that this text hands over, so it has the text. */
  | { kind: 'answered' }
  | { kind: 'gone'; reason: string }
  | { kind: 'cancelled' }
  /** The person looked and wants it submitted again. */
  | { kind: 'retry' }

/** What a delivery wants done, in this order. */
export type Effect =
  /** Put into the journal, and wait until it is there, before anything that follows. */
  | { do: 'record'; state: 'held'; hold: HoldReason }
  | { do: 'record'; state: 'typing' | 'submitted' }
  | { do: 'record'; state: 'proven'; proof: Proof }
  | { do: 'record'; state: 'unproven' | 'refused'; detail: string }
  /** Hold the person's keys, put a draft aside if `stash`, paste. */
  | { do: 'type'; stash: boolean }
  /** Press Enter, let the person's keys through. */
  | { do: 'enter' }
  /** Let the person's keys through. */
  | { do: 'let-go' }
  /** `due` in so many milliseconds, instead of any earlier one. */
  | { do: 'wait'; ms: number }

/** Where a delivery stands; the last two are its ends. */
export type Phase = 'held' | 'typing' | 'submitted' | 'unproven' | 'proven' | 'refused'

/** One delivery on its way. */
export interface Machine {
  phase: Phase
  hold: HoldReason | null
  route: 'argument' | 'typed'
  /** Enter was pressed so often. */
  enters: number
  /** The text was pasted so often. */
  pastes: number
  /** The text has left our hands once, by argument or by paste, so that a submit of it is ours even while it is held again. */
  begun: boolean
  /** Its task was reported on: proof enough where no better one comes. */
  answered?: boolean
  /** Milliseconds that the present phase has waited, counted by `wait`s that ended in patience. */
  waited: number
  /** So much of it while the agent was still starting; patience begins after that. */
  starting?: number
  recipe: Recipe
}

/** Times of the agent's submit recipe, in milliseconds. */
export interface Recipe {
  /** From the last paste to the look that may press Enter, and from there to each further one; see `pauseAfter`. */
  beforeEnterMs: number
  /** From Enter (or from the start, by argument) to the first look for a missing proof. */
  firstLookMs: number
  /** From Enter to asking the person. */
  patienceMs: number
}

/** Proof came within 130 ms in every measured agent; a loaded machine is given 3 s before a look, 12 s in all. */
export const defaultRecipe: Recipe = { beforeEnterMs: 150, firstLookMs: 3000, patienceMs: 12_000 }
/**
 * How long the person's keys are held back while our text is on its way into the box. What is not through by then is looked at
 * no oftener.
 */
const BLINK_MS = 150
/** How often a swallowed Enter or a dropped paste is tried again, each time only after a look shows that it was. */
const MAX_TRIES = 2
/** An agent by argument may start slowly (measured up to 19 s) before it can prove anything. */
const ARGUMENT_PATIENCE_MS = 60_000

/** What a step leads to. */
export type Stepped = { machine: Machine; effects: Effect[] }

/** By argument the text is submitted by the start itself; typed, it waits for the first look. */
export function newMachine(route: 'argument' | 'typed', recipe: Recipe = defaultRecipe): Stepped {
  const machine: Machine = {
    phase: 'held',
    hold: 'starting',
    route,
    enters: 0,
    pastes: 0,
    begun: route === 'argument',
    waited: 0,
    recipe,
  }
  if (route === 'typed') return { machine, effects: [] }
  return {
    machine: { ...machine, phase: 'submitted', hold: null },
    effects: [
      { do: 'record', state: 'submitted' },
      { do: 'wait', ms: recipe.firstLookMs },
    ],
  }
}

/**
 * A delivery that was under way when the deck ended. Its journal says at least what was done: what was typed may stand
 * in the box, what was submitted may have been proven meanwhile. It is looked at before anything else happens.
 */
export function resumedMachine(
  route: 'argument' | 'typed',
  state: 'held' | 'typing' | 'submitted' | 'unproven',
  recipe: Recipe = defaultRecipe,
): Stepped {
  const machine: Machine = {
    phase: state,
    hold: state === 'held' ? 'starting' : null,
    route,
    enters: state === 'submitted' ? 1 : 0,
    pastes: state === 'held' ? 0 : 1,
    begun: state !== 'held' || route === 'argument',
    waited: 0,
    recipe,
  }
  const waits = state === 'typing' || state === 'submitted'
  return { machine, effects: waits ? [{ do: 'wait', ms: recipe.firstLookMs }] : [] }
}

/** Whether nothing can happen to it any more. */
export function settled(machine: Machine): boolean {
  return machine.phase === 'proven' || machine.phase === 'refused'
}

/** Whether a submitted prompt with this text can be this delivery: before it was begun, an equal text is somebody else's. */
export function provable(machine: Machine): boolean {
  return machine.begun && !settled(machine)
}

/** The machine after one input, and what is to be done now. */
export function step(machine: Machine, input: Input): Stepped {
  if (settled(machine)) return { machine, effects: [] }
  switch (input.kind) {
    case 'prompted':
      return provable(machine) ? proven(machine, 'hook') : stay(machine)
    case 'screen-proof':
      return machine.phase === 'submitted' || machine.phase === 'unproven'
        ? proven(machine, 'screen')
        : stay(machine)
    case 'answered':
      return answered(machine)
    case 'gone':
      return machine.answered ? proven(machine, 'report') : refused(machine, input.reason)
    case 'cancelled':
      return machine.phase === 'held' ? refused(machine, 'It was taken back.') : stay(machine)
    case 'argument-missed':
      return machine.route === 'argument' && machine.phase !== 'held'
        ? hold({ ...machine, route: 'typed' }, 'starting')
        : stay(machine)
    case 'retry':
      return machine.phase === 'unproven'
        ? hold({ ...machine, route: 'typed', enters: 0, pastes: 0 }, 'unread')
        : stay(machine)
    case 'seen':
    case 'due':
      return look(machine, input.view, input.kind === 'due')
  }
}

function look(machine: Machine, view: View, due: boolean): Stepped {
  switch (machine.phase) {
    case 'held': {
      const reason = holdFor(view)
      if (reason !== null) return reason === machine.hold ? stay(machine) : hold(machine, reason)
      return type(machine, view)
    }
    case 'typing':
      return due ? beforeEnter(machine, view) : stay(machine)
    case 'submitted':
      return due ? withoutProof(machine, view) : stay(machine)
    default:
      return stay(machine)
  }
}

/** A report may overtake the hook that proves its prompt, which says more; one that is waited for is given its time. */
function answered(machine: Machine): Stepped {
  if (!provable(machine)) return stay(machine)
  const waits = machine.phase === 'typing' || machine.phase === 'submitted'
  return waits ? stay({ ...machine, answered: true }) : proven(machine, 'report')
}

function type(machine: Machine, view: View): Stepped {
  const stash = view.canStash && hasDraft(view)
  return {
    machine: { ...machine, phase: 'typing', hold: null, waited: 0, begun: true, pastes: machine.pastes + 1 },
    effects: [
      { do: 'record', state: 'typing' },
      { do: 'type', stash },
      { do: 'wait', ms: machine.recipe.beforeEnterMs },
    ],
  }
}

function beforeEnter(machine: Machine, view: View): Stepped {
  const { recipe } = machine
  const verdict = enterVerdict(view)
  // A box may never show the end as we know it, so that is not waited for without limit.
  const arriving = view.arriving === true && machine.waited < recipe.firstLookMs
  if (verdict === 'press' && !arriving) {
    return {
      machine: { ...machine, phase: 'submitted', waited: 0, enters: machine.enters + 1 },
      effects: [
        { do: 'record', state: 'submitted' },
        { do: 'enter' },
        { do: 'wait', ms: recipe.firstLookMs },
      ],
    }
  }
  const waited = machine.waited + pauseAfter(machine.waited, recipe)
  // A slow screen looks like a dropped paste, so it is given time before the text is pasted again.
  if (verdict === 'missing' && waited >= recipe.firstLookMs && machine.pastes < MAX_TRIES) {
    const again = hold({ ...machine, waited: 0 }, 'unread')
    return { machine: again.machine, effects: [{ do: 'let-go' }, ...again.effects] }
  }
  if (waited >= recipe.patienceMs) {
    return unproven(
      machine,
      'The text was typed, but Enter was not pressed: the box did not look as it should. Look at the pane, then submit it or clear it.',
    )
  }
  // The person's keys are held only for the blink that a submit takes.
  const again: Effect = { do: 'wait', ms: pauseAfter(waited, recipe) }
  return {
    machine: { ...machine, waited },
    effects: waited < BLINK_MS ? [again] : [{ do: 'let-go' }, again],
  }
}

/** How long to wait for the next look at a text that was pasted so long ago. In milliseconds. */
function pauseAfter(waited: number, { beforeEnterMs }: Recipe): number {
  return waited < BLINK_MS ? beforeEnterMs : Math.max(beforeEnterMs, BLINK_MS)
}

function withoutProof(machine: Machine, view: View): Stepped {
  const { recipe } = machine
  const waited = machine.waited + recipe.firstLookMs
  const patient: Stepped = {
    machine: { ...machine, waited },
    effects: [{ do: 'wait', ms: recipe.firstLookMs }],
  }
  // A person who has to trust a folder first may take all night; the agent can prove nothing until then.
  if (view.dialog || view.status === 'waiting') return { ...patient, machine }
  if (machine.route === 'argument' && view.status === 'starting' && waited < ARGUMENT_PATIENCE_MS)
    return { ...patient, machine: { ...machine, waited, starting: waited } }
  if (
    machine.route === 'typed' &&
    view.holdsText &&
    enterVerdict(view) === 'press' &&
    machine.enters < MAX_TRIES
  ) {
    return {
      machine: { ...machine, waited, enters: machine.enters + 1 },
      effects: [{ do: 'enter' }, { do: 'wait', ms: recipe.firstLookMs }],
    }
  }
  const started = view.status === 'starting' ? 0 : (machine.starting ?? 0)
  if (waited - started < recipe.patienceMs) return patient
  if (machine.answered) return proven(machine, 'report')
  const seen = view.holdsText
    ? 'it still stands in the input box'
    : `the agent is ${view.status} and its box is ${view.box === 'empty' ? 'empty' : 'not readable'}`
  return unproven(machine, `No sign of a submit: ${seen}. Look at the pane; send it again if it is missing.`)
}

function stay(machine: Machine): Stepped {
  return { machine, effects: [] }
}

function hold(machine: Machine, reason: HoldReason): Stepped {
  return {
    machine: { ...machine, phase: 'held', hold: reason },
    effects: [{ do: 'record', state: 'held', hold: reason }],
  }
}

function proven(machine: Machine, proof: Proof): Stepped {
  return {
    machine: { ...machine, phase: 'proven', hold: null },
    effects: [{ do: 'let-go' }, { do: 'record', state: 'proven', proof }],
  }
}

function unproven(machine: Machine, detail: string): Stepped {
  return {
    machine: { ...machine, phase: 'unproven', hold: null },
    effects: [{ do: 'let-go' }, { do: 'record', state: 'unproven', detail }],
  }
}

function refused(machine: Machine, detail: string): Stepped {
  return {
    machine: { ...machine, phase: 'refused', hold: null },
    effects: [{ do: 'let-go' }, { do: 'record', state: 'refused', detail }],
  }
}

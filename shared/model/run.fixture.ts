import type { BodyOf, EventBody, RunEvent, StoredText } from './events'
import { reduce } from './reduce'
import type { Run } from './state'

/** A run with an orchestrator `lead` and workers `coder` and `reviewer`, in panes `p0` to `p2`. */
export const opened: BodyOf<'run-opened'> = {
  type: 'run-opened',
  project: { dir: '/p', name: 'shop' },
  directory: '/p',
  orchestration: 'flow',
  title: 'flow',
  origin: 'window',
  team: ['lead', 'coder', 'reviewer'].map((role, index) => ({
    pane: `p${index}`,
    role,
    command: `run-${role}`,
    start: index === 0,
    clear: index === 1,
  })),
}

/** A stored text with this first line. */
export const text = (preview: string): StoredText => ({
  file: `/p/${preview}.md`,
  bytes: 1,
  sha256: '00',
  preview,
})

/** Event number `seq`, at that many seconds. */
export const event = (seq: number, body: EventBody): RunEvent => ({
  v: 1,
  seq,
  at: seq * 1000,
  run: 'run',
  body,
})

/** Folds the bodies one after the other, the opening first. */
export function runOf(...bodies: readonly EventBody[]): Run {
  return bodies.reduce<Run>(next, reduce(undefined, event(1, opened)))
}

export const next = (run: Run, body: EventBody): Run => reduce(run, event(run.seq + 1, body))

export const started = (agent: string, pane: string): BodyOf<'agent-started'> => ({
  type: 'agent-started',
  agent,
  pane,
  kind: 'any',
  purpose: 'open',
})
export const observed = (
  agent: string,
  status: BodyOf<'agent-observed'>['status'],
  more: Partial<BodyOf<'agent-observed'>> = {},
): BodyOf<'agent-observed'> => ({ type: 'agent-observed', agent, status, source: 'hook', ...more })
export const task = (id: string, pane = 'p1', batch = 'b1'): BodyOf<'task-created'> => ({
  type: 'task-created',
  task: id,
  batch,
  from: 'p0',
  pane,
  role: pane === 'p1' ? 'coder' : 'reviewer',
  round: 1,
  text: text(`Task ${id}`),
})
export const reported = (
  id: string,
  agent: string,
  outcome: BodyOf<'task-reported'>['outcome'] = 'done',
): BodyOf<'task-reported'> => ({
  type: 'task-reported',
  task: id,
  report: `r${id.slice(1)}`,
  agent,
  outcome,
  text: text(`Report on ${id}`),
})
/** Question q1 of the agent in p1. */
export const asked = (
  words: string,
  more: Partial<BodyOf<'question-asked'>> = {},
): BodyOf<'question-asked'> => ({
  type: 'question-asked',
  question: 'q1',
  pane: 'p1',
  agent: 'a1',
  to: 'orchestrator',
  text: text(words),
  ...more,
})
export const delivery = (
  id: string,
  more: Partial<BodyOf<'delivery-created'>> = {},
): BodyOf<'delivery-created'> => ({
  type: 'delivery-created',
  delivery: id,
  purpose: 'task',
  pane: 'p1',
  agent: 'a1',
  route: 'typed',
  text: `Text ${id}`,
  tasks: [],
  reports: [],
  questions: [],
  ...more,
})
export const changed = (
  id: string,
  state: BodyOf<'delivery-changed'>['state'],
  more: Partial<BodyOf<'delivery-changed'>> = {},
): BodyOf<'delivery-changed'> => ({ type: 'delivery-changed', delivery: id, state, ...more })
export const exited = (agent: string, expected = false): BodyOf<'agent-exited'> => ({
  type: 'agent-exited',
  agent,
  code: 3,
  signal: null,
  expected,
})

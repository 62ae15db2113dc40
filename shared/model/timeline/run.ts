import type { Lines } from './lines'

/** A run and its team: begun, edited, paused, over, and what is to be noted. */
export const runLines = {
  'run-opened': (body, { entry }) =>
    entry(
      'opened',
      'deck',
      null,
      body.workspace
        ? `Opened workspace ${body.workspace.mode}`
        : `Started ${body.orchestration ?? body.title}`,
    ),

  'team-changed': (body, { entry }) =>
    body.config ? entry('note', 'deck', null, 'Goes on with the config as it is now') : null,

  'run-finished': (body, { entry, lead }) =>
    entry(
      'finished',
      body.by === 'orchestrator' ? (lead() ?? 'orchestrator') : body.by === 'person' ? 'you' : 'deck',
      null,
      body.outcome === 'done' ? 'Finished' : `Failed: ${body.reason ?? 'no reason given'}`,
      body.summary ? { summary: true } : {},
      body.outcome === 'done' ? 'good' : 'error',
    ),

  'run-closed': (body, { entry }) =>
    entry('closed', 'deck', null, body.detail ?? 'Closed; every process has ended'),

  'run-paused': (body, { entry }) =>
    entry('note', body.by === 'person' ? 'you' : 'deck', null, `Paused: ${body.reason}`, {}, 'warning'),

  'run-resumed': (_, { entry }) => entry('note', 'you', null, 'Goes on'),

  'role-held': (body, { entry, role }) => entry('note', 'deck', role(body.pane), body.reason, {}, 'warning'),

  'role-released': (body, { entry, role }) => entry('note', 'you', role(body.pane), 'May get new work again'),

  'notice-raised': (body, { entry, lead }) => entry('note', 'deck', lead(), body.text, {}, 'warning'),

  noted: (body, { entry }) => entry('note', 'deck', null, body.text, {}, body.level),
} satisfies Partial<Lines>

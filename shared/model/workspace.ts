import type { BodyOf, Workspace } from './events'
import type { Run, Side, WorkspaceState } from './state'

/** Events that are about a workspace alone. */
export type WorkspaceBody = BodyOf<
  'workspace-ready' | 'side-started' | 'side-start-failed' | 'side-ran' | 'side-ended' | 'side-paused'
>

/** A workspace of which nothing runs yet. */
export function openedWorkspace({ mode, seed, sides, rules }: Workspace): WorkspaceState {
  return {
    mode,
    seed: seed ?? null,
    ready: !sides.some((side) => side.kind === 'init'),
    order: sides.map(({ side }) => side),
    sides: Object.fromEntries(
      sides.map((side): [string, Side] => [
        side.side,
        {
          ...side,
          command: side.command ?? null,
          every: side.every ?? null,
          session: null,
          startedAt: null,
          running: false,
          result: null,
          failure: null,
          paused: false,
          because: null,
        },
      ]),
    ),
    rules,
    turns: 0,
  }
}

/** Folds one event. What an older session of a pane tells late is none of the newer one's. */
export function foldWorkspace(workspace: WorkspaceState, body: WorkspaceBody, at: number): WorkspaceState {
  if (body.type === 'workspace-ready') return { ...workspace, ready: true }
  const side = workspace.sides[body.side]
  if (!side) return workspace
  const patch = (changes: Partial<Side>): WorkspaceState => ({
    ...workspace,
    sides: { ...workspace.sides, [side.side]: { ...side, ...changes } },
  })
  switch (body.type) {
    case 'side-started': {
      const started = patch({
        command: body.command,
        every: body.every ?? null,
        session: body.session,
        startedAt: at,
        running: true,
        result: null,
        failure: null,
        paused: false,
        because: body.because ?? null,
      })
      const turn = side.kind === 'reactive' && !shows(side, body.command, body.every ?? null)
      return turn ? { ...started, turns: workspace.turns + 1 } : started
    }
    case 'side-start-failed':
      return patch({ failure: body.reason, running: false })
    case 'side-ran':
      return side.session === body.session
        ? patch({ result: { code: body.code, signal: null, at } })
        : workspace
    case 'side-ended': {
      if (side.session !== body.session) return workspace
      return patch({ running: false, paused: false, result: { code: body.code, signal: body.signal, at } })
    }
    case 'side-paused':
      return patch({ paused: body.paused })
  }
}

/** Whether a pane shows this command, run as often. */
export function shows(side: Side, command: string, every: number | null): boolean {
  return side.command === command && side.every === every
}

/** The panes of a workspace that are on show, in their order. How it is made ready is only of interest until it is. */
export function sidesOf({ order, sides, ready }: WorkspaceState): Side[] {
  return order.flatMap((id) => sides[id] ?? []).filter((side) => side.kind !== 'init' || !ready)
}

/** Whether a session of the terminal host belongs to a run: to one of its agents, or to a side pane. */
export function ownsSession(run: Run, session: string): boolean {
  if (run.agents[session]) return true
  return Object.values(run.workspace?.sides ?? {}).some((side) => side.session === session)
}

/** Agents of which nothing but their screen is known: no rule ever hears of their commands. */
const SILENT = new Set(['gemini', 'continue'])

/** Whether an agent of this kind tells which commands it runs; null while it is not known which agent it is. */
export function tellsCommands(kind: string): boolean | null {
  return kind === 'any' ? null : !SILENT.has(kind)
}

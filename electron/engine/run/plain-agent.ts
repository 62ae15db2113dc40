import type { Orchestration } from '#shared/contract/config'

/** One agent without a team, in the shape of one. */
export function plainAgent(name: string, command: string): Orchestration {
  return {
    name,
    worktree: false,
    peers: false,
    roles: [
      {
        name,
        command,
        start: true,
        clear: false,
        maxParallel: 1,
        plan: 'none',
        permissions: 'person',
        approval: 'none',
        mayEdit: true,
        mayDelegateTo: [],
        gates: [],
      },
    ],
  }
}

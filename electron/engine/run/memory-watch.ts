import type { TerminalHost } from '../terminal/host'
import type { AgentSession } from './agent-session'

/** What the watch over the agents' memory needs of their run. */
export interface MemoryPorts {
  sessions(): Iterable<AgentSession>
  host(): Pick<TerminalHost, 'processes'>
  /** An agent of this kind took up so many bytes with all its processes, at rest after a turn. */
  seen(kind: string, bytes: number): Promise<void>
}

/** Looks once after each turn how much memory an agent takes up: then it runs nothing but itself. */
export class MemoryWatch {
  private readonly known = new Map<string, number>()

  constructor(private readonly ports: MemoryPorts) {}

  async look(): Promise<void> {
    for (const { id, adapter, tracker } of this.ports.sessions()) {
      const hasWorked = tracker.lastPrompt !== undefined && tracker.background === 0
      if (tracker.status !== 'idle' || !hasWorked || this.known.get(id) === tracker.since) continue
      this.known.set(id, tracker.since)
      const processes = await this.ports.host().processes(id)
      const bytes = processes.reduce((sum, { rssBytes }) => sum + rssBytes, 0)
      if (adapter.id !== 'any') await this.ports.seen(adapter.id, bytes)
    }
  }
}

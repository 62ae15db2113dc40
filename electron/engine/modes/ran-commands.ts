import type { Observation } from '../agents/index'
import { isShellTool } from '../agents/shell-tools'

/** A command line that an agent has begun and not ended. */
interface Begun {
  tool: string
  id: string | undefined
  command: string
}

/**
 * The shell commands that one agent has run, from what its hooks tell. A command counts when it is over: what was only
 * proposed may be denied. Screens tell of commands too, but anything in a pane can print those.
 */
export class RanCommands {
  private begun: Begun[] = []

  /** Takes an observation in, and gives the command that is known to have run by it. */
  see(seen: Observation): string | undefined {
    if (seen.source !== 'hook') return undefined
    switch (seen.kind) {
      case 'tool-start':
        if (seen.subject !== undefined && isShellTool(seen.tool))
          this.begun.push({ tool: seen.tool, id: seen.id, command: seen.subject })
        return undefined
      case 'tool-end':
        return this.ended(seen)
      // What has not ended by now was denied or cut off.
      case 'prompt':
      case 'turn-end':
      case 'turn-failed':
        this.begun = []
        return undefined
      default:
        return undefined
    }
  }

  private ended(end: Extract<Observation, { source: 'hook'; kind: 'tool-end' }>): string | undefined {
    const named = this.begun.filter((each) =>
      end.id === undefined || each.id === undefined ? each.tool === end.tool : each.id === end.id,
    )
    this.begun = this.begun.filter((each) => !named.includes(each))
    // Without ids it cannot be told which of several has ended, and which was denied.
    const [only, ...others] = named
    return others.length > 0 || end.interrupted || end.ran === false ? undefined : only?.command
  }
}

import { randomUUID } from 'node:crypto'
import type { LaunchAdditions, LaunchContext } from '../adapter'
import { shimFolder } from '../shim/prepare'
import { CLAUDE_COMMAND } from './arguments'
import { hookSettings } from './settings'

/** Writes the shim folder and the settings of one start of Claude Code into `agentDir`. */
export async function prepareClaude(context: LaunchContext): Promise<LaunchAdditions> {
  const sessionId = context.resume ?? randomUUID()
  const folder = await shimFolder(CLAUDE_COMMAND, context)
  const settings = hookSettings(await folder.hookLine('claude'))
  return folder.finish({
    settings: await folder.write('settings.json', JSON.stringify(settings)),
    sessionArgs: [context.resume === undefined ? '--session-id' : '--resume', sessionId],
    sessionId,
  })
}

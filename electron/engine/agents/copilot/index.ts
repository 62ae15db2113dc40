import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import type { AgentAdapter, LaunchAdditions, LaunchContext } from '../adapter'
import { letGoOfTyped } from '../let-go'
import { shimFolder } from '../shim/prepare'
import { defuseBang, inSmallPastes, plainInput, SHOWN_PASTE } from '../text'
import { reportsPrompt, takesPaste } from '../typing'
import { COPILOT_COMMAND } from './command'
import { copilotPlugin, readCopilotHook } from './hooks'
import { readCopilotMenu } from './menu'
import { readCopilotScreen } from './screen'
import { copilotUsage } from './usage'

/** Milliseconds between paste and Enter: with 20 it was lost once, with 150 never. */
const BEFORE_ENTER_MS = 150

/**
 * GitHub Copilot CLI: hooks in a plugin for one start, first prompt as argument, session by id. No hook tells of an interrupt or of a
 * denied permission, so the screen, which is read as a whole, has the last word. Measured with 1.0.102.
 */
export const copilot: AgentAdapter = {
  id: 'copilot',
  label: 'Copilot CLI',
  binaries: ['copilot'],
  firstPrompt: 'argument',
  memoryBytes: 385_000_000,
  canStash: false,
  prepare,
  readHook: readCopilotHook,
  readTitle: () => undefined,
  readScreen: readCopilotScreen,
  readMenu: readCopilotMenu,
  usage: copilotUsage,
  submit: {
    chunks: inSmallPastes(defuseBang, SHOWN_PASTE),
    beforeEnterMs: BEFORE_ENTER_MS,
    enter: '\r',
  },
  reset: '/clear',
  ready: (screen, status) => takesPaste(screen, status, readCopilotScreen(screen)),
  proof: 'hook',
  matches(submitted, reported) {
    const sent = defuseBang(plainInput(submitted))
    return reportsPrompt(sent, reported) || keptLines(reported) === sent.split('\n').length
  },
  sawSubmit: letGoOfTyped(readCopilotScreen),
}

/** Lines of a large text of which only the name of the file that Copilot keeps it in was submitted. */
function keptLines(reported: string): number | undefined {
  const lines = /^\s*<pasted_content file="[^"]+" size="[^"]+" lines="(\d+)" \/>\s*$/.exec(reported)?.[1]
  return lines === undefined ? undefined : Number(lines)
}

async function prepare(context: LaunchContext): Promise<LaunchAdditions> {
  const sessionId = context.resume ?? randomUUID()
  const folder = await shimFolder(COPILOT_COMMAND, context)
  const plugin = copilotPlugin(await folder.hookLine('copilot'), context.platform === 'win32')
  const manifest = await folder.write('plugin/plugin.json', plugin.manifest)
  await folder.write('plugin/hooks.json', plugin.hooks)
  return folder.finish({
    args: ['--plugin-dir', dirname(manifest)],
    // Takes up the session of this id when there is one, and gives a new one this id.
    sessionArgs: ['--session-id', sessionId],
    sessionId,
    defuse: defuseBang,
  })
}

import type { AgentAdapter, LaunchAdditions, LaunchContext } from '../adapter'
import { letGoOfTyped } from '../let-go'
import { shimFolder } from '../shim/prepare'
import { defuseBang, inSmallPastes, plainInput, SHOWN_PASTE } from '../text'
import { reportsPrompt, takesPaste } from '../typing'
import { PI_COMMAND } from './command'
import { piExtension } from './extension'
import { readPiHook } from './hooks'
import { readPiScreen } from './screen'

/** Milliseconds between paste and Enter. Nothing is needed by measurement; this leaves time to look at the screen again. */
const BEFORE_ENTER_MS = 150

/**
 * Pi: an extension for one start tells all that it does, the first prompt is an argument, a session is taken up by its id. It asks for
 * no permissions. Measured with 0.74.2.
 */
export const pi: AgentAdapter = {
  id: 'pi',
  label: 'Pi',
  binaries: ['pi'],
  firstPrompt: 'argument',
  memoryBytes: 150_000_000,
  canStash: false,
  prepare,
  readHook: readPiHook,
  readTitle: () => undefined,
  readScreen: readPiScreen,
  submit: {
    chunks: inSmallPastes(defuseBang, SHOWN_PASTE),
    beforeEnterMs: BEFORE_ENTER_MS,
    enter: '\r',
  },
  reset: '/new',
  ready: (screen, status) => takesPaste(screen, status, readPiScreen(screen)),
  proof: 'hook',
  matches: (submitted, reported) => reportsPrompt(defuseBang(plainInput(submitted)), reported),
  sawSubmit: letGoOfTyped(readPiScreen),
}

async function prepare(context: LaunchContext): Promise<LaunchAdditions> {
  const folder = await shimFolder(PI_COMMAND, context)
  const extension = await folder.write(
    'dot-agent-deck.mjs',
    piExtension(context.hookCommand, context.hookEnv),
  )
  const { resume } = context
  return folder.finish({
    args: ['--extension', extension],
    ...(resume === undefined ? {} : { sessionArgs: ['--session', resume], sessionId: resume }),
    defuse: defuseBang,
  })
}

import { randomUUID } from 'node:crypto'
import type { AgentAdapter, LaunchAdditions, LaunchContext } from '../adapter'
import { letGoOfTyped } from '../let-go'
import { shimFolder } from '../shim/prepare'
import { defuse, inSmallPastes, plainInput, SHOWN_PASTE } from '../text'
import { reportsPrompt, takesPaste } from '../typing'
import { QWEN_COMMAND } from './command'
import { DEFAULTS_VARIABLE, qwenDefaults, readQwenHook } from './hooks'
import { readQwenMenu } from './menu'
import { readQwenScreen } from './screen'
import { qwenUsage } from './usage'

/** Milliseconds between paste and Enter: without a pause the short form of a long paste was submitted, with 100 never. */
const BEFORE_ENTER_MS = 150

/**
 * Qwen Code: hooks by default settings of this start's own, first prompt as argument, session by id. No hook tells of an interrupt, so
 * the screen, which is read as a whole, has the last word. Measured with 0.15.10.
 */
export const qwen: AgentAdapter = {
  id: 'qwen',
  label: 'Qwen Code',
  binaries: ['qwen'],
  firstPrompt: 'argument',
  memoryBytes: 930_000_000,
  canStash: false,
  prepare,
  readHook: readQwenHook,
  readTitle: (title) => (/^[◐◑◒◓]/.test(title) ? 'working' : undefined),
  readScreen: readQwenScreen,
  readMenu: readQwenMenu,
  usage: qwenUsage,
  submit: {
    chunks: inSmallPastes(defuse, SHOWN_PASTE),
    beforeEnterMs: BEFORE_ENTER_MS,
    enter: '\r',
  },
  reset: '/clear',
  ready: (screen, status) => takesPaste(screen, status, readQwenScreen(screen)),
  proof: 'hook',
  matches: (submitted, reported) => reportsPrompt(defuse(plainInput(submitted)), reported),
  sawSubmit: letGoOfTyped(readQwenScreen),
}

async function prepare(context: LaunchContext): Promise<LaunchAdditions> {
  const sessionId = context.resume ?? randomUUID()
  const folder = await shimFolder(QWEN_COMMAND, context)
  const defaults = await qwenDefaults(await folder.hookLine('qwen'), context.platform)
  return folder.finish({
    ...(defaults === undefined
      ? {}
      : { env: { [DEFAULTS_VARIABLE]: await folder.write('defaults.json', defaults) } }),
    sessionArgs: [context.resume === undefined ? '--session-id' : '--resume', sessionId],
    sessionId,
  })
}

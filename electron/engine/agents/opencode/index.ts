import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AgentAdapter } from '../adapter'
import { ANSWERS_FOLDER } from '../reply'
import { letGo } from '../let-go'
import { shimFolder } from '../shim/prepare'
import { defuse, onePaste, plainInput } from '../text'
import { reportsPrompt, takesPaste } from '../typing'
import { OPENCODE_COMMAND } from './command-line'
import { readOpenCodeHook } from './hooks'
import { pluginSource } from './plugin'
import { readOpenCodeScreen } from './screen'

/** Milliseconds between paste and Enter. Nothing is needed by measurement; this leaves time to look at the screen again. */
const BEFORE_ENTER_MS = 150

/**
 * OpenCode: first prompt by `--prompt`, and a plugin of ours that its configuration takes from the environment, in addition to the
 * person's own. A draft cannot be put aside. Measured with 1.18.33.
 */
export const opencode: AgentAdapter = {
  id: 'opencode',
  label: 'OpenCode',
  binaries: ['opencode'],
  firstPrompt: 'argument',
  memoryBytes: 1_000_000_000,
  canStash: false,
  async prepare(context) {
    const folder = await shimFolder(OPENCODE_COMMAND, context)
    const plugin = await folder.write(
      'dot-agent-deck.js',
      pluginSource(join(context.agentDir, ANSWERS_FOLDER), context.hookCommand, context.hookEnv),
    )
    const env = { OPENCODE_CONFIG_CONTENT: JSON.stringify({ plugin: [pathToFileURL(plugin).href] }) }
    return folder.finish(
      context.resume === undefined
        ? { env }
        : { env, sessionArgs: ['--session', context.resume], sessionId: context.resume },
    )
  },
  readHook: readOpenCodeHook,
  readTitle: () => undefined,
  readScreen: (screen) => readOpenCodeScreen(screen),
  submit: {
    chunks: onePaste,
    beforeEnterMs: BEFORE_ENTER_MS,
    enter: '\r',
  },
  reset: '/new',
  ready: (screen, status) => takesPaste(screen, status, readOpenCodeScreen(screen)),
  proof: 'hook',
  matches: (submitted, reported) => reportsPrompt(defuse(plainInput(submitted)), reported),
  sawSubmit: letGo(readOpenCodeScreen),
}

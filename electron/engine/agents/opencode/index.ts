import { pathToFileURL } from 'node:url'
import type { AgentAdapter } from '../adapter'
import { shimFolder } from '../shim/prepare'
import { defuse, normalised, oneLine, paste, plainInput } from '../text'
import { OPENCODE_COMMAND } from './command-line'
import { readOpenCodeHook } from './hooks'
import { pluginSource } from './plugin'
import { openCodeSawSubmit, readOpenCodeScreen } from './screen'

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
  canStash: false,
  async prepare(context) {
    const folder = await shimFolder(OPENCODE_COMMAND, context)
    const plugin = await folder.write('dot-agent-deck.js', pluginSource(context.hookCommand, context.hookEnv))
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
    chunks(text, screen) {
      const safe = plainInput(text)
      return screen.bracketedPaste ? [paste(defuse(safe))] : [defuse(oneLine(safe.trim()))]
    },
    beforeEnterMs: BEFORE_ENTER_MS,
    enter: '\r',
  },
  ready(screen, status) {
    if (status.status !== 'idle' && status.status !== 'error') return false
    const { box, busy, dialog } = readOpenCodeScreen(screen)
    return screen.bracketedPaste && !dialog && !busy && (box === 'empty' || box === 'draft')
  },
  proof: 'hook',
  matches(submitted, reported) {
    const sent = normalised(defuse(plainInput(submitted)))
    const said = normalised(reported)
    // A prompt in the role's own command comes in front of the first prompt.
    return sent !== '' && (said === sent || said.endsWith(` ${sent}`))
  },
  sawSubmit: openCodeSawSubmit,
}

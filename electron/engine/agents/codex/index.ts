import type { AgentAdapter } from '../adapter'
import { letGo } from '../let-go'
import { shimFolder } from '../shim/prepare'
import { defuse, onePaste, plainInput } from '../text'
import { reportsPrompt, takesPaste } from '../typing'
import { CODEX_COMMAND } from './command-line'
import { followCodex } from './follow'
import { readCodexMenu } from './menu'
import { readCodexScreen, readCodexTitle } from './screen'

/**
 * Commands run with the environment that Codex was started with, which is that of the person's login shell and of this pane. In a
 * login shell of their own, start-up files such as Debian's /etc/profile would set another PATH, without the deck's command.
 */
const OWN_ENVIRONMENT = ['-c', 'allow_login_shell=false']

/** Milliseconds between paste and Enter. Nothing is needed by measurement; by then the box shows what was pasted, or soon after. */
const BEFORE_ENTER_MS = 10

/**
 * Codex: first prompt as argument, OSC 7501, and the record that it keeps of the conversation. Its hooks would have to pass a review of
 * the person's at every start, so there are none. A draft cannot be put aside: Ctrl+C empties the box, and ends Codex when the
 * box is empty already. Measured with 0.169.0.
 */
export const codex: AgentAdapter = {
  id: 'codex',
  label: 'Codex',
  binaries: ['codex'],
  firstPrompt: 'argument',
  memoryBytes: 193_000_000,
  canStash: false,
  async prepare(context) {
    const folder = await shimFolder(CODEX_COMMAND, context)
    const session =
      context.resume === undefined
        ? {}
        : { sessionArgs: ['resume', context.resume], sessionId: context.resume }
    return folder.finish({ args: OWN_ENVIRONMENT, ...session })
  },
  readHook: () => [],
  readTitle: readCodexTitle,
  readScreen: (screen) => readCodexScreen(screen),
  readMenu: readCodexMenu,
  follow: followCodex,
  submit: {
    chunks: onePaste,
    beforeEnterMs: BEFORE_ENTER_MS,
    enter: '\r',
  },
  reset: '/clear',
  ready: (screen, status) => takesPaste(screen, status, readCodexScreen(screen)),
  proof: 'hook',
  matches: (submitted, reported) => reportsPrompt(defuse(plainInput(submitted)), reported),
  sawSubmit: letGo(readCodexScreen),
}

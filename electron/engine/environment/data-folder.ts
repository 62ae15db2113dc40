import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'
import { variable } from './find-program'
import type { ProgramSearch } from './find-program'

/**
 * Where the deck keeps its state: settings, journals, spools. `DOT_AGENT_DECK_HOME` wins, so that several decks can run
 * side by side; otherwise the system's usual place for an app's data.
 */
export function dataFolder(search: ProgramSearch, home: string = homedir()): string {
  const own = variable(search, 'DOT_AGENT_DECK_HOME')
  if (own) return own
  if (search.platform === 'win32') {
    return win32.join(
      variable(search, 'LOCALAPPDATA') ?? win32.join(home, 'AppData', 'Local'),
      'dot-agent-deck',
    )
  }
  if (search.platform === 'darwin')
    return posix.join(home, 'Library', 'Application Support', 'dot-agent-deck')
  const xdg = variable(search, 'XDG_DATA_HOME')
  return posix.join(xdg?.startsWith('/') ? xdg : posix.join(home, '.local', 'share'), 'dot-agent-deck')
}

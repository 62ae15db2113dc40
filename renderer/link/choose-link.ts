import type { DeckLink } from './frame-link'
import { messagePortLink, type DeckBridge } from './message-port-link'
import { webSocketLink } from './web-socket-link'
import type { Shell } from '#shared/contract/shell'

declare global {
  interface Window {
    /** Offered by the preload script of the desktop app. */
    deckBridge?: DeckBridge
    deckShell?: Shell
  }
}

/** Where the address's token is kept, so that a reload of the page still has it. */
const TOKEN_KEY = 'deck-token'

/** Decides once how this window reaches the engine. */
export function chooseLink(): DeckLink {
  if (window.deckBridge) return messagePortLink(window.deckBridge)
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
  return webSocketLink(`${scheme}//${location.host}/link`, takeToken())
}

/** Takes the token out of the address, so that it is in no history, screenshot or shared link. */
function takeToken(): string {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token) {
    sessionStorage.setItem(TOKEN_KEY, token)
    history.replaceState(null, '', location.pathname + location.search)
  }
  return sessionStorage.getItem(TOKEN_KEY) ?? ''
}

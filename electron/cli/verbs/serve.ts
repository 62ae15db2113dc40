import type { Verb } from '../args'
import { serveDeck } from '../serve-deck'

/** `serve [folder]`: the window in a browser. */
export const serve: Verb = serveDeck

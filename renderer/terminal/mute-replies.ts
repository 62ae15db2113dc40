import type { Terminal } from '@xterm/xterm'

/** As much of a terminal as is needed to register handlers. */
export type ReplyingTerminal = Pick<Terminal, 'parser'>

/**
 * The terminal host's mirror has answered every query already, so this terminal must not answer a second time: each
 * sequence that asks something is consumed here. Clipboard writes by programs (OSC 52) end here as well.
 */
export function muteReplies({ parser }: ReplyingTerminal): void {
  const consume = () => true
  // Device attributes, primary to tertiary.
  parser.registerCsiHandler({ final: 'c' }, consume)
  parser.registerCsiHandler({ prefix: '>', final: 'c' }, consume)
  parser.registerCsiHandler({ prefix: '=', final: 'c' }, consume)
  // Device status and cursor position.
  parser.registerCsiHandler({ final: 'n' }, consume)
  parser.registerCsiHandler({ prefix: '?', final: 'n' }, consume)
  // Mode requests.
  parser.registerCsiHandler({ intermediates: '$', final: 'p' }, consume)
  parser.registerCsiHandler({ prefix: '?', intermediates: '$', final: 'p' }, consume)
  // Terminal version, window reports, terminal parameters, keyboard protocol.
  parser.registerCsiHandler({ prefix: '>', final: 'q' }, consume)
  parser.registerCsiHandler({ final: 't' }, consume)
  parser.registerCsiHandler({ final: 'x' }, consume)
  parser.registerCsiHandler({ prefix: '?', final: 'u' }, consume)
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, consume)
  parser.registerDcsHandler({ intermediates: '+', final: 'q' }, consume)
  // Colours: a question is consumed, a new colour is left to the terminal.
  for (const id of [4, 10, 11, 12]) {
    parser.registerOscHandler(id, (data) => data.split(';').includes('?'))
  }
  parser.registerOscHandler(52, consume)
  parser.registerOscHandler(7501, consume)
}

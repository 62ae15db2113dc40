/**
 * Answers what programs ask their terminal, beyond what the headless terminal answers itself (device attributes,
 * status and cursor reports, mode requests). The mirror is the only responder; viewers stay silent.
 */
import type { Terminal } from '@xterm/headless'
import type { ProgramStatus, TerminalTheme } from '#shared/contract/terminal'
import { PROGRAM_STATUS_QUERY, PROGRAM_STATUS_REPLY, parseProgramStatus } from './program-status'

/** What the handlers need from their mirror. */
export interface QueryContext {
  theme(): TerminalTheme
  reply(data: string): void
  programStatus(status: ProgramStatus): void
}

/** Registers the handlers on a mirror's terminal. */
export function answerQueries(terminal: Terminal, context: QueryContext): void {
  const { parser } = terminal
  for (const ident of [10, 11, 12])
    parser.registerOscHandler(ident, (data) => {
      // `OSC 10 ; ? ; ?` asks for 10 and 11; setting a colour is left alone.
      data.split(';').forEach((part, offset) => {
        if (part === '?') context.reply(colorReply(ident + offset, context.theme()))
      })
      return true
    })
  parser.registerOscHandler(7501, (data) => {
    if (data === PROGRAM_STATUS_QUERY) context.reply(PROGRAM_STATUS_REPLY)
    else {
      const status = parseProgramStatus(data)
      if (status !== undefined) context.programStatus(status)
    }
    return true
  })
  // Clipboard writes by programs are refused.
  parser.registerOscHandler(52, () => true)
  parser.registerCsiHandler({ prefix: '>', final: 'q' }, (params) => {
    if ((params[0] ?? 0) === 0) context.reply('\x1bP>|xterm.js(6.0.0)\x1b\\')
    return true
  })
  parser.registerCsiHandler({ prefix: '?', final: 'n' }, (params) => {
    if (params[0] !== 996) return false
    context.reply(`\x1b[?997;${context.theme().dark ? 1 : 2}n`)
    return true
  })
}

/** The answer to a colour question, empty for a colour that the theme does not have. */
function colorReply(ident: number, theme: TerminalTheme): string {
  const color = { 10: theme.foreground, 11: theme.background, 12: theme.cursor }[ident]
  if (color === undefined) return ''
  const channel = (at: number): string => color.slice(at, at + 2).repeat(2)
  return `\x1b]${ident};rgb:${channel(1)}/${channel(3)}/${channel(5)}\x1b\\`
}

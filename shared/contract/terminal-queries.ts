/** Keeps a viewer's terminal from answering programs: the host's mirror has answered already, once for all viewers. */

/** The part of an xterm.js parser that is needed; `Terminal.parser` fits. */
export interface QueryParser {
  registerCsiHandler(
    id: { prefix?: string; intermediates?: string; final: string },
    handler: (params: (number | number[])[]) => boolean,
  ): unknown
  registerDcsHandler(
    id: { prefix?: string; intermediates?: string; final: string },
    handler: () => boolean,
  ): unknown
  registerOscHandler(ident: number, handler: (data: string) => boolean): unknown
}

/** Device attributes, status and cursor reports, mode requests, window reports, version. */
const CSI_QUERIES = [
  { final: 'c' },
  { prefix: '>', final: 'c' },
  { prefix: '=', final: 'c' },
  { final: 'n' },
  { prefix: '?', final: 'n' },
  { intermediates: '$', final: 'p' },
  { prefix: '?', intermediates: '$', final: 'p' },
  { final: 't' },
  { prefix: '>', final: 'q' },
]
/** Colours: palette, foreground, background, cursor. A question has a `?`; setting a colour goes on. */
const OSC_COLORS = [4, 10, 11, 12]

/** Registers handlers that swallow every question; to be called before anything is written. */
export function silenceQueries(parser: QueryParser): void {
  for (const id of CSI_QUERIES) parser.registerCsiHandler(id, () => true)
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, () => true)
  for (const ident of OSC_COLORS) parser.registerOscHandler(ident, (data) => data.includes('?'))
  // Clipboard access by programs is refused here too.
  parser.registerOscHandler(52, () => true)
}

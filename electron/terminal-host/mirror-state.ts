/** Reads what a headless terminal knows but does not tell: cursor, margins, mouse encoding. */
import type { Terminal } from '@xterm/headless'
import { z } from 'zod'

// Internal fields of the pinned @xterm/headless 6.0.0; `mirror.test.ts` fails when a new version moves them.
const InternalsSchema = z.object({
  _core: z.object({
    coreService: z.object({
      isCursorHidden: z.boolean(),
      decPrivateModes: z.object({
        cursorStyle: z.enum(['block', 'underline', 'bar']).optional(),
        cursorBlink: z.boolean().optional(),
      }),
    }),
    coreMouseService: z.object({ activeEncoding: z.string() }),
    buffers: z.object({ active: z.object({ scrollTop: z.number(), scrollBottom: z.number() }) }),
  }),
})

/** State of a terminal that is not in its cells and not in its public modes. */
export interface HiddenState {
  cursorVisible: boolean
  /** DECSCUSR parameter; 0 is the viewer's own style. */
  cursorStyle: number
  mouseEncoding: string
  /** Scroll region, zero-based and inclusive. */
  margins: { top: number; bottom: number }
}

/** Reads the hidden state; falls back to a fresh terminal's when the library has changed. */
export function hiddenState(terminal: Terminal): HiddenState {
  const parsed = InternalsSchema.safeParse(terminal)
  if (!parsed.success)
    return {
      cursorVisible: true,
      cursorStyle: 0,
      mouseEncoding: 'DEFAULT',
      margins: { top: 0, bottom: terminal.rows - 1 },
    }
  const { coreService, coreMouseService, buffers } = parsed.data._core
  const { cursorStyle, cursorBlink } = coreService.decPrivateModes
  const base = cursorStyle === undefined ? 0 : { block: 2, underline: 4, bar: 6 }[cursorStyle]
  return {
    cursorVisible: !coreService.isCursorHidden,
    cursorStyle: base === 0 ? 0 : base - (cursorBlink === true ? 1 : 0),
    mouseEncoding: coreMouseService.activeEncoding,
    margins: { top: buffers.active.scrollTop, bottom: buffers.active.scrollBottom },
  }
}

/** Control sequences that bring a terminal, whose cells have just been written, into the same modes as `terminal`. */
export function modeSequences(terminal: Terminal, title: string): string {
  const modes = terminal.modes
  const hidden = hiddenState(terminal)
  let out = ''
  if (modes.applicationCursorKeysMode) out += '\x1b[?1h'
  if (modes.applicationKeypadMode) out += '\x1b[?66h'
  if (modes.bracketedPasteMode) out += '\x1b[?2004h'
  if (modes.insertMode) out += '\x1b[4h'
  if (modes.reverseWraparoundMode) out += '\x1b[?45h'
  if (modes.sendFocusMode) out += '\x1b[?1004h'
  if (!modes.wraparoundMode) out += '\x1b[?7l'
  out += { none: '', x10: '\x1b[?9h', vt200: '\x1b[?1000h', drag: '\x1b[?1002h', any: '\x1b[?1003h' }[
    modes.mouseTrackingMode
  ]
  if (hidden.mouseEncoding === 'SGR') out += '\x1b[?1006h'
  if (hidden.mouseEncoding === 'SGR_PIXELS') out += '\x1b[?1016h'
  out += regionSequence(terminal, hidden.margins)
  if (hidden.cursorStyle !== 0) out += `\x1b[${hidden.cursorStyle} q`
  if (!hidden.cursorVisible) out += '\x1b[?25l'
  if (title !== '') out += `\x1b]0;${title}\x1b\\`
  return out
}

/** Setting a region or origin mode moves the cursor home, so its place follows. */
function regionSequence(terminal: Terminal, margins: { top: number; bottom: number }): string {
  const origin = terminal.modes.originMode
  if (margins.top === 0 && margins.bottom === terminal.rows - 1 && !origin) return ''
  const { cursorX, cursorY } = terminal.buffer.active
  const row = cursorY - (origin ? margins.top : 0) + 1
  const region = `\x1b[${margins.top + 1};${margins.bottom + 1}r${origin ? '\x1b[?6h' : ''}`
  return `${region}\x1b[${row};${Math.min(cursorX, terminal.cols - 1) + 1}H`
}

/** Written once a program has ended, so that its modes do not outlive it. The screen it left stays. */
export const RESET_MODES =
  '\x1b[?9l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1005l\x1b[?1006l\x1b[?1015l\x1b[?1016l' +
  '\x1b[?1004l\x1b[?2004l\x1b[?2026l\x1b[?1l\x1b>\x1b[4l\x1b[?25h\x1b[0m'

/**
 * What travels between a terminal host and whoever draws one of its terminals.
 *
 * Positions (`seq`) count UTF-16 code units of one session's output stream from its start; the host's mirror and every
 * viewer count the same stream. A viewer never answers terminal queries: the mirror has done so already.
 */
import { z } from 'zod'

/** Flow control between a host and one viewer; all values in UTF-16 code units of terminal output. */
export const viewerFlow = {
  /** A viewer acknowledges at the latest after it has parsed this much. */
  ackEvery: 64 * 1024,
  /** A viewer that is further behind loses its backlog and catches up from the mirror. */
  maxBehind: 512 * 1024,
  /** A viewer that lost its backlog gets a screen again once it is no further behind than this. */
  resumeBelow: 128 * 1024,
  /** What all viewers together may have in flight. */
  maxInFlight: 4 * 1024 * 1024,
} as const

/** Smallest and largest size of a terminal, in cells. */
export const terminalSize = { minCols: 2, maxCols: 1000, minRows: 1, maxRows: 1000 } as const

/** Columns of a terminal. */
export const ColsSchema = z.number().int().min(terminalSize.minCols).max(terminalSize.maxCols)
/** Rows of a terminal. */
export const RowsSchema = z.number().int().min(terminalSize.minRows).max(terminalSize.maxRows)

/** Modes a viewer cannot see in the cells. */
export const ViewerModesSchema = z.object({
  alternate: z.boolean(),
  bracketedPaste: z.boolean(),
  mouse: z.boolean(),
})
export type ViewerModes = z.infer<typeof ViewerModesSchema>

/**
 * A screen to draw: resize to `cols` x `rows`, then write `data` in one piece, then acknowledge.
 * `full` brings the scrollback and starts with a reset; otherwise `data` repaints the visible screen in place.
 */
export const SnapshotFrameSchema = z.object({
  type: z.literal('snapshot'),
  cols: ColsSchema,
  rows: RowsSchema,
  full: z.boolean(),
  data: z.string(),
  /** Position in the output stream that the screen shows. */
  seq: z.number().int().nonnegative(),
  modes: ViewerModesSchema,
})
export type SnapshotFrame = z.infer<typeof SnapshotFrameSchema>

/** Output that follows what the viewer has; `seq` is the position after it. */
const DataFrameSchema = z.object({
  type: z.literal('data'),
  seq: z.number().int().nonnegative(),
  data: z.string(),
})

/** The terminal has a new size from here on in the stream. */
export const ResizeFrameSchema = z.object({ type: z.literal('resize'), cols: ColsSchema, rows: RowsSchema })

/** The program has ended; nothing follows. */
export const ExitFrameSchema = z.object({
  type: z.literal('exit'),
  code: z.number().int(),
  signal: z.number().int().nullable(),
})

/** Everything a host sends to one viewer, in order. */
export const ViewerFrameSchema = z.discriminatedUnion('type', [
  SnapshotFrameSchema,
  DataFrameSchema,
  ResizeFrameSchema,
  ExitFrameSchema,
])
export type ViewerFrame = z.infer<typeof ViewerFrameSchema>

/** Takes a viewer's frames in order. */
export type ViewerSink = (frame: ViewerFrame) => void

/** The colours that terminal programs ask for, as `#rrggbb`. */
export const TerminalThemeSchema = z.object({
  foreground: z.string().regex(/^#[0-9a-f]{6}$/i),
  background: z.string().regex(/^#[0-9a-f]{6}$/i),
  cursor: z.string().regex(/^#[0-9a-f]{6}$/i),
  dark: z.boolean(),
})
export type TerminalTheme = z.infer<typeof TerminalThemeSchema>

/** What a program says about itself with OSC 7501. Untrusted text: for display and for holding back, never authority. */
export const ProgramStatusSchema = z.object({
  state: z.enum(['idle', 'working', 'blocked', 'done', 'error', 'clear']),
  /** Why it is blocked. */
  kind: z.enum(['permission', 'question', 'auth']).optional(),
  /** Path of a child record; absent for the program itself. */
  id: z.string().optional(),
  app: z.string().optional(),
  title: z.string().optional(),
  msg: z.string().optional(),
  /** Percent. */
  progress: z.number().int().min(0).max(100).optional(),
})
export type ProgramStatus = z.infer<typeof ProgramStatusSchema>

/** One line of a screen, with the columns (start inclusive, end exclusive) that are painted faint or inverse. */
const ScreenLineSchema = z.object({
  text: z.string(),
  dim: z.array(z.tuple([z.number(), z.number()])),
  inverse: z.array(z.tuple([z.number(), z.number()])),
})
export type ScreenLine = z.infer<typeof ScreenLineSchema>

/** The visible screen of a session, and how much went in and out. */
export const ScreenSchema = z.object({
  cols: ColsSchema,
  rows: RowsSchema,
  cursor: z.object({ x: z.number(), y: z.number(), visible: z.boolean() }),
  alternate: z.boolean(),
  bracketedPaste: z.boolean(),
  mouse: z.boolean(),
  title: z.string(),
  lines: z.array(ScreenLineSchema),
  /** Code units of output since the program started. */
  outputBytes: z.number(),
  /** Epoch milliseconds; the start of the session while nothing was printed. */
  lastOutputAt: z.number(),
  /** Code units written to the program since it started. */
  inputBytes: z.number(),
})
export type Screen = z.infer<typeof ScreenSchema>

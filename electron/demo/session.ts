import type { Outcome } from './program'

/** What a role's script can do. Everything is shown; the programs are real. */
export interface Session {
  cwd: string
  /** Writes a paragraph, at reading pace. */
  say(text: string): Promise<void>
  /** Thinks for a moment, with a word for it. */
  think(doing: string, seconds: number): Promise<void>
  /** Shows a tool with its argument, does the work, and shows what came out. */
  tool(name: string, argument: string, work: () => Promise<ToolResult>): Promise<ToolResult>
  run(file: string, args: string[], input?: string): Promise<Outcome>
}

/** What came of a tool that the demo agent used. */
export interface ToolResult {
  ok: boolean
  /** Lines to show; the colour of a line follows from its first sign, as in a diff. */
  lines: string[]
}

/** Answers one prompt. `text` is the prompt with everything that it points at. */
export type Script = (text: string, session: Session) => Promise<void>

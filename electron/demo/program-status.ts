/** What the agent says about itself to its terminal, by OSC 7501 and by its title. */

/** What a program says of itself by OSC 7501. */
export type ProgramState = 'idle' | 'working' | 'blocked' | 'error'

/** The report's bytes. `note` is what is being done, in a few words. */
export function statusReport(state: ProgramState, note?: string): string {
  const message = note === undefined ? '' : `:msg=${Buffer.from(note).toString('base64')}`
  return `\x1b]7501;state=${state}:app=deck-demo${message}\x1b\\`
}

/** Sets the terminal's title. */
export function titleReport(title: string): string {
  return `\x1b]0;${title.replace(/[\x00-\x1f\x7f]/g, ' ')}\x07`
}

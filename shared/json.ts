/** A text as JSON; undefined for what is none, such as a line that is still being written. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

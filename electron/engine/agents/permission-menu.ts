import type { Screen } from '../terminal/host'

/** What the person answers. `allow` is for this once. */
export type PermissionChoice = 'allow' | 'deny'

/** A permission menu that can be read with certainty. */
export interface PermissionMenu {
  /** Place of the marked row, from 0. */
  marked: number
  allow: number
  deny: number
}

const ROW = /^\s*(?:[│┃]\s*)?([❯›>→●])?\s*(\d+)[.)]\s+(\S.*?)\s*[│┃]?\s*$/
/** More than this once: "don't ask again", "always", "for this session", "auto-accept". */
const LASTING = /\b(don'?t ask|always|session|all|every|auto|again|remember)\b/i

/**
 * Reads a numbered permission menu. Undefined unless everything is certain: rows numbered from 1 without a gap, one of
 * them marked, exactly one plain yes, and a no.
 */
export function permissionMenu(screen: Screen): PermissionMenu | undefined {
  const rows: { marked: boolean; number: number; label: string }[] = []
  for (const line of screen.lines) {
    const match = ROW.exec(line.text)
    if (!match) continue
    const number = Number(match[2])
    // The last menu on the screen counts; an older one above it is conversation.
    if (number === 1) rows.length = 0
    rows.push({ marked: match[1] !== undefined, number, label: match[3] ?? '' })
  }
  if (rows.length < 2 || rows.some((row, index) => row.number !== index + 1)) return undefined
  const marked = rows.flatMap((row, index) => (row.marked ? [index] : []))
  const yes = rows.flatMap(({ label }, index) =>
    /^(yes|allow|approve|proceed)\b/i.test(label) && !LASTING.test(label) ? [index] : [],
  )
  const no = rows.flatMap(({ label }, index) => (/^(no|deny|reject|cancel)\b/i.test(label) ? [index] : []))
  const [only] = marked
  const [allow] = yes
  const deny = no.at(-1)
  if (
    marked.length !== 1 ||
    yes.length !== 1 ||
    only === undefined ||
    allow === undefined ||
    deny === undefined
  )
    return undefined
  return { marked: only, allow, deny }
}

/** What the person answers. `allow` is for this once. */
export type PermissionChoice = 'allow' | 'deny'

/** More than this once: "don't ask again", "always", "for this session", "auto-accept". */
const LASTING = /\b(don'?t ask|always|session|all|every|auto|again|remember)\b/i

/** Which rows of a permission's menu allow it this once, and deny it; undefined unless exactly one is a plain yes, and there is a no. */
export function permissionRows(rows: readonly string[]): Record<PermissionChoice, number> | undefined {
  const yes = rows.flatMap((label, index) =>
    /^(yes|allow|approve|proceed)\b/i.test(label) && !LASTING.test(label) ? [index] : [],
  )
  const no = rows.flatMap((label, index) => (/^(no|deny|reject|cancel)\b/i.test(label) ? [index] : []))
  const [allow] = yes
  const deny = no.at(-1)
  if (yes.length !== 1 || allow === undefined || deny === undefined) return undefined
  return { allow, deny }
}

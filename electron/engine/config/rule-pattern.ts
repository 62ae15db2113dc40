/** A compiled rule, or the engine's reason why it does not compile. */
export type CompiledRule = { ok: true; regex: RegExp } | { ok: false; reason: string }

/**
 * Compiles a mode's rule. Patterns are written for Rust's regex syntax; the few common forms that JavaScript spells
 * differently are translated: leading flags, named groups, text anchors, POSIX classes.
 */
export function compileRule(pattern: string): CompiledRule {
  const leading = /^\(\?([imsux]+)\)/.exec(pattern)
  const flags = [...(leading?.[1] ?? '')].filter((flag) => 'ims'.includes(flag))
  const source = pattern
    .slice(leading?.[0].length ?? 0)
    .replaceAll('(?P<', '(?<')
    .replaceAll('\\A', '^')
    .replaceAll('\\z', '$')
    .replaceAll('[[:space:]]', '\\s')
    .replaceAll('[[:digit:]]', '\\d')
    .replaceAll('[[:alpha:]]', '[A-Za-z]')
    .replaceAll('[[:alnum:]]', '[A-Za-z0-9]')
  try {
    return { ok: true, regex: new RegExp(source, [...new Set(flags)].join('')) }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return { ok: false, reason: text.replace(/^Invalid regular expression: /, '') }
  }
}

import { createContext, Script } from 'node:vm'
import type { WorkspaceRule } from '#shared/model/events'
import { compileRule } from '../config/rule-pattern'

/**
 * Longest that one look at one command may take, in milliseconds. A sane pattern needs far less than one, but the whole process may
 * stand still in that moment, so that a first failure does not count.
 */
const LOOKS_MS = [50, 250]

/** The only way to end a regular expression that does not come to an end by itself. */
const look = new Script('regex.test(text)')

/** What the rules say about one command. */
export interface Ruling {
  /** The first rule that matches. */
  rule?: WorkspaceRule
  /** Rules that did not come to an end, and are not asked again. */
  endless: WorkspaceRule[]
}

/** The rules of one workspace. */
export class Rules {
  private readonly rules: { rule: WorkspaceRule; regex: RegExp }[]

  constructor(rules: readonly WorkspaceRule[]) {
    this.rules = rules.flatMap((rule) => {
      const compiled = compileRule(rule.pattern)
      return compiled.ok ? [{ rule, regex: compiled.regex }] : []
    })
  }

  /** Asks the rules in their order. */
  ask(command: string): Ruling {
    const endless: WorkspaceRule[] = []
    for (const candidate of [...this.rules]) {
      const { rule, regex } = candidate
      const found = matches(regex, command)
      if (found) return { rule, endless }
      if (found !== undefined) continue
      endless.push(rule)
      this.rules.splice(this.rules.indexOf(candidate), 1)
    }
    return { endless }
  }
}

/** Undefined when it takes too long. */
function matches(regex: RegExp, text: string): boolean | undefined {
  for (const timeout of LOOKS_MS) {
    try {
      return look.runInContext(createContext({ regex, text }), { timeout }) === true
    } catch {
      // The only way in which this fails is that its time was over.
    }
  }
  return undefined
}

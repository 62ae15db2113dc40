/** Context windows of Google's models, in tokens. */
const GEMINI = 1_048_576
const GEMMA = 256_000

/**
 * How many tokens fit into the context of a model, by its name, as the table in Gemini CLI 0.61.0 has it. Undefined for a model that is
 * not in there. An estimate: a gateway can give less.
 */
export function geminiContextSize(model: string): number | undefined {
  if (/^(?:models\/)?gemini-(?:[2-9]|\d\d)/.test(model)) return GEMINI
  return /^(?:models\/)?gemma-4-/.test(model) ? GEMMA : undefined
}

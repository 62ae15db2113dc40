/** Context windows of Claude's models, in tokens. */
const SMALL = 200_000
const LARGE = 1_000_000

/**
 * How many tokens fit into the context of a model, by its name, as the table in Claude Code 2.1.328 has it. Undefined for a model that
 * is not in there. An estimate: settings and gateways can give less, and some of the older models more.
 * @param used tokens that are in it already.
 */
export function claudeContextSize(model: string, used: number): number | undefined {
  const [, family, major, minor] = /claude-([a-z]+)-(\d+)(?:-(\d{1,2}))?(?!\d)/.exec(model) ?? []
  if (family === undefined || major === undefined) return undefined
  if (used > SMALL || model.endsWith('[1m]')) return LARGE
  const version = Number(major) + Number(minor ?? 0) / 10
  return version >= 5 || (family === 'opus' && version >= 4.7) ? LARGE : SMALL
}

import type { Diagnostic } from '#shared/contract/config'
import { checkConfig } from '../config/check'
import { parseConfig } from '../config/read'
import type { Start } from '../environment/launch-command'

/** Problems that an agent is told at once; with these put right, most others are gone. */
const MOST_TOLD = 20

/** What the deck found in a proposal. */
interface CheckedProposal {
  /** What keeps it from being used. */
  errors: Diagnostic[]
  /** What else should be put right. */
  warnings: Diagnostic[]
  /** "2 teams with 7 roles", or how many errors. */
  detail: string
}

/**
 * Reads a proposal as `validate` reads a config.
 * @param shown the file as the agent knows it.
 * @param start where its commands would be started.
 */
export async function checkProposal(text: string, shown: string, start: Start): Promise<CheckedProposal> {
  const parsed = parseConfig(text, shown)
  const teams = parsed.kind === 'ok' ? parsed.config.orchestrations : []
  const found = (await checkConfig(text, shown, start)).filter(
    (each): each is Diagnostic => each.severity !== 'advice',
  )
  if (parsed.kind === 'ok' && teams.length === 0) {
    const scope = found[0]?.scope ?? 'file'
    found.push({
      severity: 'error',
      scope,
      message: 'There is no team in it',
      fix: 'Add [[orchestrations]] with an orchestrator and at least one worker.',
      file: shown,
      line: 1,
      column: 1,
    })
  }
  const errors = found.filter((each) => each.severity === 'error')
  const roles = teams.flatMap((team) => team.roles)
  return {
    errors,
    warnings: found.filter((each) => each.severity === 'warning'),
    detail:
      errors.length > 0
        ? `${counted(errors.length, 'error')}, the first in line ${errors[0]?.line}: ${errors[0]?.message}`
        : `${counted(teams.length, 'team')} with ${counted(roles.length, 'role')}`,
  }
}

/** Problems as an agent reads them: place, what, and how to put it right. */
export function problemList(problems: readonly Diagnostic[]): string {
  const told = problems.slice(0, MOST_TOLD)
  const more = problems.length - told.length
  return [
    ...told.map(
      ({ file, line, column, severity, message, fix }) =>
        `${file}:${line}:${column}: ${severity}: ${message}\n  ${fix}`,
    ),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n')
}

/** A number with its noun, such as "2 errors". */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

import { resolve } from 'node:path'

/** The files of a run whose agent proposes a config, all in the run's own folder below `.dot-agent-deck/`. */

/** What the agent is asked to do. */
export const BRIEF = 'team-brief'
/** The described roles. */
export const LIBRARY = 'role-library'
/** A whole config, as an example. */
export const EXAMPLE = 'example-config'
/** The one file that the agent writes. */
const PROPOSAL = 'proposal.toml'

/** The proposal as the agent may write its path. @param folder the run's folder as its agents may write it. */
export function proposalFile(folder: string): string {
  return `${folder}/${PROPOSAL}`
}

/** The proposal's whole path. @param directory where the agent works. */
export function proposalPath(directory: string, folder: string): string {
  return resolve(directory, proposalFile(folder))
}

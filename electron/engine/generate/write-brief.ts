import { CONFIG_FILE_NAME } from '#shared/contract/config'
import { DEFAULT_TEMPLATE, describedRoles, templateOf } from '#shared/templates/index'
import { installedAgents } from '../environment/detect-agent'
import type { LiveRun } from '../run/live-run'
import { libraryText, teamBrief } from './brief'
import { BRIEF, EXAMPLE, LIBRARY, proposalFile } from './places'
import { projectFacts } from './project-commands'

/** Writes what the agent of a run that generates will be pointed at: its brief, the role library, and an example. */
export async function writeBrief(live: LiveRun, asked: string): Promise<void> {
  const { texts, head } = live
  const [facts, agents] = await Promise.all([
    projectFacts(head.directory),
    live.search().then((search) => installedAgents(search)),
  ])
  const store = async (id: string, text: string) =>
    texts.forAgent((await texts.store('context', id, id, text)).file)
  const library = await store(LIBRARY, libraryText(Object.values(describedRoles), asked))
  const example = await store(EXAMPLE, `\`\`\`toml\n${templateOf(DEFAULT_TEMPLATE)?.toml ?? ''}\`\`\`\n`)
  await store(
    BRIEF,
    teamBrief({
      facts,
      agents,
      asked,
      library,
      example,
      proposal: proposalFile(texts.agentFolder),
      existing: head.generates?.config === null ? undefined : CONFIG_FILE_NAME,
    }),
  )
}

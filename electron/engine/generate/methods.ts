import { Refused } from '#shared/contract/link'
import type { MethodName, Output, ParsedInput } from '#shared/contract/methods'
import { orchestratorOf } from '#shared/model/selectors'
import type { ConfigEditors } from '../config-editors'
import { folderAt, type Projects } from '../projects'
import type { LiveRun } from '../run/live-run'
import type { Runs } from '../runs'
import type { Preferences } from '../store/preferences'
import { reminder } from './brief'
import { proposedText } from './hand-in'
import { BRIEF } from './places'

type GenerateMethod = Extract<MethodName, `generate.${string}` | `proposal.${string}`>

/** What the proposals of agents need of the deck. */
interface GeneratePorts {
  runs: Runs
  editors: ConfigEditors
  projects: () => Projects
  preferences: () => Preferences
}

/** What a window may ask about configs that agents propose. */
export function generateMethods({ runs, editors, projects, preferences }: GeneratePorts): {
  [M in GenerateMethod]: (input: ParsedInput<M>) => Promise<Output<M>>
} {
  return {
    'generate.start': async ({ dir, command }) => ({ run: await runs.startGenerator(dir, command) }),
    'generate.offer': async ({ dir: folder, answer }) => {
      const dir = await folderAt(folder)
      await preferences().answerOffer(dir, answer === 'ask' ? undefined : answer)
      return projects().view(dir)
    },
    'generate.never-offered': async () => ({ dirs: preferences().neverOffered }),
    'proposal.open': async ({ run }) => {
      const live = runs.get(run)
      const text = await proposedText(live)
      if (text === undefined) throw new Refused('There is no proposal yet that could be read.')
      return editors.propose(live.head.project.dir, run, text)
    },
    'proposal.decide': async ({ run, accept }) => {
      const live = runs.get(run)
      const { dir } = live.head.project
      if (accept) {
        const { outcome, reason } = await editors.saveProposal(dir, run)
        if (outcome !== 'saved') return { decided: false, reason }
      } else {
        await editors.withdraw(dir, run)
        await proposalDecided(live, false)
      }
      await runs.close(run, 'person')
      return { decided: true, reason: null }
    },
    'proposal.remind': async ({ run }) => {
      const live = runs.get(run)
      const lead = orchestratorOf(live.head)
      if (!live.head.generates || !lead?.agent || !live.crew.sessions.has(lead.agent))
        throw new Refused('There is no running agent here. Start it again first.')
      const text = reminder(`${live.texts.agentFolder}/${BRIEF}.md`)
      await live.deliver({ purpose: 'prompt', pane: lead.pane, agent: lead.agent, route: 'typed', text })
      return {}
    },
  }
}

/** Keeps what the person decided. */
export async function proposalDecided(live: LiveRun, accepted: boolean): Promise<void> {
  if (live.head.proposal?.accepted === null) await live.commit([{ type: 'proposal-decided', accepted }])
}

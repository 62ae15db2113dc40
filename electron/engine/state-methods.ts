import type { Output } from '#shared/contract/methods'
import { templates } from '#shared/templates/index'
import type { Exports } from './audit/exports'
import { installedAgents } from './environment/detect-agent'
import type { Recovery } from './recovery'
import type { Runs } from './runs'
import type { Preferences } from './store/preferences'
import type { TrackingFiles } from './tracking'

/** What a window is told of when it begins. */
interface StatePorts {
  version: string
  platform: NodeJS.Platform
  preferences: () => Preferences
  runs: Runs
  exports: Exports
  recovery: Recovery
  tracking: TrackingFiles
  safeMode: () => boolean
  /** Where agents are looked for. */
  env: () => Promise<Record<string, string | undefined>>
}

/** Everything that a window needs to draw itself. */
export function stateMethods(ports: StatePorts): {
  'deck.state': () => Promise<Output<'deck.state'>>
} {
  const { version, platform, runs, exports, recovery, tracking } = ports
  return {
    'deck.state': async () => ({
      version,
      platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
      settings: ports.preferences().settings,
      recents: ports.preferences().recents,
      agents: await installedAgents({ env: await ports.env(), platform }),
      templates: templates.map(({ id, title, summary, roles, stages, seats }) => ({
        id,
        title,
        summary,
        roles,
        stages,
        seats,
      })),
      restorable: recovery.views(),
      damaged: recovery.damaged(),
      ...(ports.safeMode() ? { safeMode: true } : {}),
      runs: [
        ...runs.all().map((live) => ({
          run: live.run.id,
          events: [...live.events],
          tracking: tracking.view(live.run.id),
        })),
        ...exports.all().map(({ run, events }) => ({ run: run.id, events })),
      ],
    }),
  }
}

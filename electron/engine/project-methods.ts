import type { MethodName, Output, ParsedInput, Push } from '#shared/contract/methods'
import { isExport } from './audit/open-export'
import { listFolders } from './folders'
import { folderAt, type Projects } from './projects'
import type { Preferences } from './store/preferences'

type ProjectMethod = Extract<MethodName, `project.${string}` | `folder.${string}`>

/** What folders need of the deck. */
interface ProjectPorts {
  projects: () => Projects
  preferences: () => Preferences
  /** The folders on the start page have changed. */
  recentsChanged(recents: Push<'recents'>): void
}

/** What a window may ask about folders and the projects in them. */
export function projectMethods({ projects, preferences, recentsChanged }: ProjectPorts): {
  [M in ProjectMethod]: (input: ParsedInput<M>) => Promise<Output<M>>
} {
  return {
    'project.open': async ({ dir }) => {
      const view = await projects().open(dir)
      recentsChanged(preferences().recents)
      return view
    },
    'project.consent': ({ dir, key }) => projects().consent(dir, key),
    'project.forget': async ({ dir }) => {
      await preferences().forget(dir)
      recentsChanged(preferences().recents)
      return {}
    },
    'project.create-config': ({ dir, template }) => projects().createConfig(dir, template),
    'folder.look': async ({ dir }) => ({
      kind: (await isExport(await folderAt(dir))) ? 'export' : 'project',
    }),
    'folder.list': ({ dir }) => listFolders(dir),
  }
}

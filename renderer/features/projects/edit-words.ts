import type { ProjectView } from '#shared/contract/views'

/** What editing a folder's config is called: by what is in it. A folder that is not known yet may have anything. */
export function editWords(project: ProjectView | undefined): string {
  if (project?.config === 'none') return 'Build a team yourself'
  if (project?.config === 'broken') return 'Edit the config'
  const teams = project?.orchestrations.length ?? 1
  if (teams > 1) return 'Edit the teams'
  if (teams === 1) return 'Edit the team'
  const workspaces = project?.modes.length ?? 0
  if (workspaces === 0) return 'Edit the config'
  return workspaces === 1 ? 'Edit the workspace' : 'Edit the workspaces'
}

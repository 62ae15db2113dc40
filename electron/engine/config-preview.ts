import type { Orchestration, Role } from '#shared/contract/config'
import type { RolePreview } from '#shared/contract/config-view'
import { reduce } from '#shared/model/reduce'
import type { Run } from '#shared/model/state'
import { contextFile, contextPointer, roleSlug, taskFile, taskPointer } from './router/briefs'
import { briefOf, teamOf } from './run/team-role'

/** Stands for the run's id in the paths of a preview. */
const RUN = 'RUN'
const FOLDER = `.dot-agent-deck/runs/${RUN}`
/** What the preview shows in place of a task. */
const SAMPLE_TASK = '(The task that the orchestrator writes.)'

/** What the agent of this role receives, written by what writes it in a run. */
export function previewOf(team: Orchestration, role: Role): RolePreview {
  const run = sampleRun(team)
  const brief = briefOf(team, role.name)
  if (role.start) {
    return {
      pointer: contextPointer(`${FOLDER}/orchestrator-context.md`),
      text: contextFile(run, FOLDER, brief),
    }
  }
  return {
    pointer: taskPointer('t1', `${FOLDER}/t1-${roleSlug(role.name)}.md`),
    text: taskFile(run, role.name, 't1', SAMPLE_TASK, FOLDER, brief),
  }
}

/** A run of the team that has just been opened. */
function sampleRun(team: Orchestration): Run {
  return reduce(undefined, {
    v: 1,
    seq: 1,
    at: 0,
    run: RUN,
    body: {
      type: 'run-opened',
      project: { dir: '', name: '' },
      directory: '',
      orchestration: team.name,
      title: team.name,
      origin: 'window',
      team: teamOf(team, 'p'),
    },
  })
}

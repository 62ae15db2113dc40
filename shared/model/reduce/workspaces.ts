import type { Run } from '../state'
import { foldWorkspace, type WorkspaceBody } from '../workspace'
import type { Folds } from './folds'

const fold = (run: Run, body: WorkspaceBody, at: number): Run =>
  run.workspace ? { ...run, workspace: foldWorkspace(run.workspace, body, at) } : run

/** A workspace beside the agent. */
export const workspaceFolds = {
  'workspace-ready': fold,
  'side-started': fold,
  'side-start-failed': fold,
  'side-ran': fold,
  'side-ended': fold,
  'side-paused': fold,
} satisfies Partial<Folds>

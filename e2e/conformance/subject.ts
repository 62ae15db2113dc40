import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { agentCliFolder, agentClis } from '../../build/lib/agent-clis.mjs'
import type { Step } from '../model-server/scenario'
import type { CaseId } from './cases'

/** Name of an agent CLI, as adapters and the installer have it. */
export type SubjectId = keyof typeof agentClis

/** Where a CLI is set up, and which model it speaks to. */
export interface HomeFacts {
  /** Throw-away home. */
  home: string
  /** Folder that the agent works in; a git repository with one commit. */
  work: string
  /** `http://127.0.0.1:<port>` of the model server. */
  modelUrl: string
}

/** One agent CLI under test: how it is set up in a throw-away home, and how a person uses it. */
export interface Subject {
  id: SubjectId
  /**
   * Writes the home's files, so that it starts without account, onboarding or network. What these answer in advance are a person's
   * own decisions everywhere else.
   * @returns the login environment beyond HOME and PATH.
   */
  setUp(facts: HomeFacts): Promise<Record<string, string>>
  /** A role's command; with `ask`, the agent has to ask before it runs a shell command. */
  command(facts: HomeFacts, ask: boolean): string
  /** What the model says to make the agent run a shell command; with `ask`, in a way that the agent has to ask about. */
  shell(command: string, ask: boolean): Step
  /** Folder of the home in which the agent keeps its conversations. */
  keeps: string
  /** Keys with which a person answers the permission dialog, one write each. */
  permission: { allow: readonly string[]; deny: readonly string[] }
  /** Keys that interrupt a turn, one write each. */
  interrupt: readonly string[]
  /** Keys that empty a box with a draft in it, one write each. */
  clearDraft: readonly string[]
  /** What a person types for a new conversation in the same process. */
  reset?: string
  /** The words of the model's error that a card must show; any when left out. */
  showsError?: boolean
  /** The CLI takes a text as one line only. */
  oneLine?: boolean
  /** What this CLI cannot do, and why: shown in the table, not tried. */
  cannot: Partial<Record<CaseId, string>>
}

/** Folder that holds the real program; undefined when it is not installed. */
export function binDirOf(id: SubjectId): string | undefined {
  const folder = join(agentCliFolder(id), 'node_modules', '.bin')
  return existsSync(join(folder, agentClis[id].bin)) ? folder : undefined
}

/** What people call it, and the version that is tested. */
export function nameOf(id: SubjectId): { label: string; version: string } {
  const { label, version } = agentClis[id]
  return { label, version }
}

import { z } from 'zod'
import { Diagnostic } from './config'
import { ConfigEdit, ConfigPath } from './config-edit'

/** A config file that is open in the editor: what the engine tells a window about it, and what a window may ask. */

/** What would make a team better; nothing is wrong. */
export const Advice = Diagnostic.extend({ severity: z.literal('advice') })

/** A problem or advice with the titles of what can be done about it at a click. */
export const ConfigDiagnostic = z.object({
  ...Diagnostic.shape,
  severity: z.enum(['error', 'warning', 'advice']),
  fixes: z.array(z.string()),
})

/** A change on disk that meets changes of the person: `reasons` says where. Nothing is saved until it is decided. */
export const ConfigConflict = z.object({
  /** The text on disk. */
  theirs: z.string(),
  reasons: z.array(z.string()),
})

/** An open config file as it stands in the editor. */
export const ConfigView = z.object({
  dir: z.string(),
  file: z.string(),
  /** Counts up with every change, so that a late answer is told from the newest one. */
  revision: z.number().int(),
  text: z.string(),
  /** The text on disk as it was read or written last; null when there is no file. */
  saved: z.string().nullable(),
  dirty: z.boolean(),
  /** The text as plain data, with its keys as they are written; null while it is not TOML. */
  data: z.record(z.string(), z.unknown()).nullable(),
  diagnostics: z.array(ConfigDiagnostic),
  /** What undo and redo would do; null when there is nothing. */
  undo: z.string().nullable(),
  redo: z.string().nullable(),
  /** What happened to the file outside of the editor, for the person to know. */
  notice: z.string().nullable(),
  conflict: ConfigConflict.nullable(),
  /** The run whose agent proposed the text; nothing of it is used before it is saved. */
  proposal: z.string().nullable(),
})

/** How a save ended. `changed`: the file was changed on disk meanwhile; nothing was written, and the view says how it now stands. */
export const ConfigSaveResult = z.object({
  outcome: z.enum(['saved', 'changed', 'refused']),
  /** Why it was refused. */
  reason: z.string().nullable(),
  view: ConfigView,
})

const dir = z.string().min(1).max(4096)
const index = z.number().int().nonnegative()
const inFolder = z.object({ dir })
const tryId = z.string().min(1).max(64)

/** Inputs of the methods that work on an open config file. */
export const configInputs = {
  folder: inFolder,
  /** One step of the history, all or none. A role's new name is followed wherever it is named. */
  edit: z.object({ dir, edits: z.array(ConfigEdit).min(1).max(1000), title: z.string().min(1).max(200) }),
  /** The whole text, as typed. */
  text: z.object({ dir, text: z.string().max(4 * 1024 * 1024) }),
  /** `diagnostic` counts in the view's list; `title` names one of its fixes. */
  fix: z.object({ dir, diagnostic: index, title: z.string().max(400) }),
  addTeam: z.object({ dir, template: z.string().max(64) }),
  /**
   * `merged`: the changes that do not meet, on top of the file as it now is. `mine`: the text in the editor stays, and
   * saving it replaces what came on disk. `theirs`: the file as it now is.
   */
  resolve: z.object({ dir, how: z.enum(['merged', 'mine', 'theirs']) }),
  checkCommand: z.object({ dir, command: z.string().max(4096) }),
  preview: z.object({ dir, role: ConfigPath }),
  /**
   * `try` names it for `stopGate`. `agreed`: the command that the person has said yes to, where the commands of the
   * folder have not been agreed to.
   */
  runGate: z.object({ dir, try: tryId, gate: ConfigPath, agreed: z.string().max(4096).optional() }),
  stopGate: z.object({ dir, try: tryId }),
} as const

/** How a gate that was tried by hand went, or the question that comes before it. */
export const GateTry = z.discriminatedUnion('kind', [
  /** The person has not agreed to this command, which runs in their folder. */
  z.object({ kind: z.literal('ask'), command: z.string() }),
  z.object({
    kind: z.literal('ended'),
    how: z.enum(['passed', 'failed', 'timed-out', 'stopped']),
    /** Null when it was ended by a signal or could not be started. */
    code: z.number().int().nullable(),
    /** Why there is no code. */
    reason: z.string().nullable(),
    /** Milliseconds. */
    took: z.number(),
    /** The end of both streams, as they came. */
    output: z.string(),
    /** More was written before it. */
    cut: z.boolean(),
  }),
])

/** Which agent a command starts, by its name for people, the model that it asks it for, and why it would not start. */
export const CommandCheck = z.object({
  agent: z.string().nullable(),
  model: z.string().nullable(),
  /** Models that the agent is known to have, with the command that asks for each; null: its usual one. */
  models: z.array(z.object({ model: z.string().nullable(), command: z.string() })),
  problem: z.string().nullable(),
})

/** What the agent of a role receives. */
export const RolePreview = z.object({
  /** The line that is submitted to it. */
  pointer: z.string(),
  /** The file that the line points at. */
  text: z.string(),
})

export type Advice = z.infer<typeof Advice>
export type ConfigDiagnostic = z.infer<typeof ConfigDiagnostic>
export type ConfigConflict = z.infer<typeof ConfigConflict>
export type ConfigView = z.infer<typeof ConfigView>
export type ConfigSaveResult = z.infer<typeof ConfigSaveResult>
export type CommandCheck = z.infer<typeof CommandCheck>
export type GateTry = z.infer<typeof GateTry>
export type RolePreview = z.infer<typeof RolePreview>

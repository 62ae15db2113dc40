import { z } from 'zod'
import { Shortcuts } from '../shortcuts/assigned'

/** What the engine tells a window about things that are not a run: projects, settings, the machine. */

/** A command that a folder's config would run, and for what. */
export const ConsentCommand = z.object({ where: z.string(), command: z.string() })

/** One problem of a config file, for a person. Lines and columns count from 1. */
export const DiagnosticView = z.object({
  severity: z.enum(['error', 'warning']),
  scope: z.string(),
  message: z.string(),
  fix: z.string(),
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
})

/** A team of a config, as it is offered to be started. */
export const OrchestrationView = z.object({
  name: z.string(),
  roles: z.array(
    z.object({
      name: z.string(),
      description: z.string().optional(),
      command: z.string(),
      start: z.boolean(),
      clear: z.boolean(),
    }),
  ),
})

/** A workspace that can be opened: an agent of the person's choice beside these panes. */
export const ModeView = z.object({
  name: z.string(),
  initCommand: z.string().optional(),
  seedPrompt: z.string().optional(),
  panes: z.array(z.object({ name: z.string(), command: z.string(), watch: z.boolean() })),
  /** Patterns of the commands that go to a reactive pane. */
  rules: z.array(z.string()),
  reactivePanes: z.number().int(),
})

/** A folder that the deck has opened, as its config stands on disk now. */
export const ProjectView = z.object({
  dir: z.string(),
  name: z.string(),
  config: z.enum(['none', 'ok', 'broken']),
  configFile: z.string(),
  diagnostics: z.array(DiagnosticView),
  orchestrations: z.array(OrchestrationView),
  modes: z.array(ModeView),
  /** Present while the person has yet to agree to what the config would run. `key` changes with the commands. */
  consent: z.object({ key: z.string(), commands: z.array(ConsentCommand) }).nullable(),
  /** Whether to offer that an agent proposes a team: not asked yet, asked before, or never. */
  offer: z.enum(['ask', 'later', 'never']),
})

/** An agent program that is offered, and the command that starts it. */
export const AgentChoice = z.object({ id: z.string(), label: z.string(), command: z.string() })
/** A template, as it is offered. */
export const TemplateView = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  roles: z.array(z.string()),
  /** The workers in the order of the work; those of one stage work side by side. */
  stages: z.array(z.array(z.string())),
  /** Roles for which several agents may work at once, and how many. */
  seats: z.record(z.string(), z.number().int()),
})

/** What the person has chosen for the app. */
export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  terminalFontSize: z.number().int().min(8).max(32),
  layout: z.enum(['stacked', 'tiled']),
  notifyReports: z.boolean(),
  notifyWaiting: z.boolean(),
  notifyFinished: z.boolean(),
  /** Command of the last plain agent that was started; fills the field next time. */
  lastCommand: z.string(),
  sidebarWidth: z.number().int().min(160).max(640),
  panelWidth: z.number().int().min(200).max(800),
  panelOpen: z.boolean(),
  sidebarOpen: z.boolean(),
  shortcuts: Shortcuts,
})

/** What holds until the person chooses. */
export const defaultSettings: Settings = {
  theme: 'system',
  terminalFontSize: 13,
  layout: 'stacked',
  notifyReports: true,
  notifyWaiting: true,
  notifyFinished: true,
  lastCommand: '',
  sidebarWidth: 280,
  panelWidth: 320,
  panelOpen: true,
  sidebarOpen: true,
  shortcuts: {},
}

/** A call for the person, shown as a native notification where there is a desktop. */
export const Notice = z.object({
  /** Same key, same cause: a newer one replaces the older. */
  key: z.string(),
  category: z.enum(['report', 'waiting', 'finished', 'failed']),
  /** "project · role · what", so that it can be understood alone. */
  title: z.string(),
  body: z.string(),
  run: z.string(),
  pane: z.string().nullable(),
})

/** A folder listed for a browser's folder picker. */
export const FolderListing = z.object({
  dir: z.string(),
  parent: z.string().nullable(),
  folders: z.array(z.object({ name: z.string(), dir: z.string(), hasConfig: z.boolean() })),
})

/** A run of an earlier deck whose agents are gone; the person may have it brought back. */
export const Restorable = z.object({
  run: z.string(),
  title: z.string(),
  project: z.object({ dir: z.string(), name: z.string() }),
  openedAt: z.number(),
  roles: z.array(z.string()),
  openTasks: z.number().int(),
})

/** A run of an earlier deck whose journal cannot be read to its end, so that it cannot be brought back. The file is as it was found. */
export const Damaged = z.object({
  run: z.string(),
  /** Null when not even its first event can be read. */
  title: z.string().nullable(),
  project: z.object({ dir: z.string(), name: z.string() }).nullable(),
  openedAt: z.number().nullable(),
  /** The journal. */
  file: z.string(),
  /** What is wrong, and where. */
  reason: z.string(),
  /** Events before the damage, which can be read. */
  whole: z.number().int(),
})

/** A run's tracking file, read as a Markdown checklist. */
export const TrackingView = z.object({
  run: z.string(),
  /** As the config names it, relative to the run's directory. */
  file: z.string(),
  exists: z.boolean(),
  /** Ticked items, and all items, nested ones included. Both 0 when it is no checklist. */
  done: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
  /** Its first heading. */
  heading: z.string().nullable(),
  /** When it was last written, epoch milliseconds. */
  changedAt: z.number().nullable(),
})

export type TrackingView = z.infer<typeof TrackingView>
export type Damaged = z.infer<typeof Damaged>
export type Restorable = z.infer<typeof Restorable>
export type ConsentCommand = z.infer<typeof ConsentCommand>
export type DiagnosticView = z.infer<typeof DiagnosticView>
export type OrchestrationView = z.infer<typeof OrchestrationView>
export type ModeView = z.infer<typeof ModeView>
export type ProjectView = z.infer<typeof ProjectView>
export type AgentChoice = z.infer<typeof AgentChoice>
export type TemplateView = z.infer<typeof TemplateView>
export type Settings = z.infer<typeof Settings>
export type Notice = z.infer<typeof Notice>
export type FolderListing = z.infer<typeof FolderListing>

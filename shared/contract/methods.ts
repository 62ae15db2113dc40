import { z } from 'zod'
import { PaneId, RunId } from '../model/ids'
import { RunEvent } from '../model/events'
import { ConfigView } from './config-view'
import { configMethods } from './methods/config'
import { folderMethods } from './methods/folders'
import { method, nothing } from './methods/method'
import { openRunMethods } from './methods/open-run'
import { proposalMethods } from './methods/proposals'
import { recordMethods } from './methods/records'
import { settingsMethods } from './methods/settings'
import { startMethods } from './methods/starts'
import {
  AgentChoice,
  Damaged,
  Notice,
  ProjectView,
  Restorable,
  Settings,
  TemplateView,
  TrackingView,
} from './views'

/**
 * What a window may ask of the engine, and what the engine tells it unasked. One definition gives the handlers'
 * types, the client's types and the checks at both ends. An expected failure is a `refused` answer with a sentence
 * for a person, never a thrown string.
 */
export const methods = {
  /**
   * Everything a window needs to draw itself. Runs come as their journals so far (the window folds them with the
   * same reducer); later events follow as `run-event`, without a gap.
   */
  'deck.state': method(
    nothing,
    z.object({
      version: z.string(),
      platform: z.enum(['darwin', 'win32', 'linux']),
      settings: Settings,
      recents: z.array(z.object({ dir: z.string(), name: z.string(), openedAt: z.number() })),
      agents: z.array(AgentChoice),
      templates: z.array(TemplateView),
      restorable: z.array(Restorable),
      damaged: z.array(Damaged).optional(),
      /** The app kept crashing right after its start: nothing was taken up by itself, runs whose agents live included. */
      safeMode: z.boolean().optional(),
      /** `tracking`: the run's tracking file, when its config names one. */
      runs: z.array(
        z.object({ run: RunId, events: z.array(RunEvent), tracking: TrackingView.nullable().optional() }),
      ),
    }),
  ),
  ...folderMethods,
  ...proposalMethods,
  ...configMethods,
  ...startMethods,
  ...openRunMethods,
  ...recordMethods,
  ...settingsMethods,
} as const

/** What the engine sends unasked. */
export const pushes = {
  'run-event': RunEvent,
  settings: Settings,
  recents: z.array(z.object({ dir: z.string(), name: z.string(), openedAt: z.number() })),
  restorable: z.array(Restorable),
  damaged: z.array(Damaged),
  /** The tracking file of a run changed, came to be or went away. */
  tracking: TrackingView,
  /** A watched command of a side pane has run, when, in epoch milliseconds. Its result is in the journal when it is a new one. */
  'side-ran': z.object({ run: RunId, side: PaneId, at: z.number() }),
  /** A project's config changed on disk. */
  project: ProjectView,
  /** A config that is open in the editor was changed: by another window, or on disk. */
  config: ConfigView,
  notice: Notice,
  /** Show this pane: a notification was clicked, or `open` was called. */
  focus: z.object({ run: RunId, pane: PaneId.nullable() }),
  /** Open this folder, as if it had been dropped on the window. */
  'open-folder': z.object({ dir: z.string() }),
} as const

type Methods = typeof methods
/** What can be asked, by name. */
export type MethodName = keyof Methods
/** What a window gives. */
export type Input<M extends MethodName> = z.input<Methods[M]['input']>
/** What a handler gets of it. */
export type ParsedInput<M extends MethodName> = z.output<Methods[M]['input']>
/** What the window gets. */
export type Output<M extends MethodName> = z.output<Methods[M]['output']>
type Pushes = typeof pushes
/** What the engine sends unasked, by name. */
export type PushName = keyof Pushes
/** What comes with it. */
export type Push<P extends PushName> = z.output<Pushes[P]>

import { z } from 'zod'
import { AgentId, LocalId, PaneId, RunId } from '../model/ids'
import { RunEvent } from '../model/events'
import { CommandCheck, ConfigSaveResult, ConfigView, GateTry, RolePreview, configInputs } from './config-view'
import { MAX_TEXT_BYTES } from './text-size'
import {
  AgentChoice,
  Damaged,
  FolderListing,
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

/** What starts an agent, as a person types it in. */
const agentCommand = z.string().trim().min(1).max(4096)
const dir = z.string().min(1).max(4096)
const text = z.string().min(1).max(MAX_TEXT_BYTES)
const nothing = z.object({})
/** What an agent asked when the person decided: of which agent's pane, for the how-manieth time, and in which words. */
const asked = {
  run: RunId,
  pane: PaneId,
  ask: z.number().int().nonnegative(),
  waitingFor: z.string().nullable(),
}

function method<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { input, output }
}

/** A team whose agents need more memory than is free on this machine, as far as it is known. In bytes, largest role first. */
const MemoryShortage = z.object({
  needed: z.number(),
  free: z.number(),
  roles: z.array(z.object({ role: z.string(), bytes: z.number() })),
})

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
  /** Reads the folder's config anew; adds it to the recent list. */
  'project.open': method(z.object({ dir }), ProjectView),
  /** The person has seen the commands behind `key` and agrees that this folder's config may run them. */
  'project.consent': method(z.object({ dir, key: z.string() }), ProjectView),
  'project.forget': method(z.object({ dir }), nothing),
  /** Writes `.dot-agent-deck.toml` from a template. Refused when one exists. */
  'project.create-config': method(z.object({ dir, template: z.string() }), ProjectView),
  /** Starts an agent of the person's choice that is to propose a config for the folder. Nothing is used before it is accepted. */
  'generate.start': method(z.object({ dir, command: agentCommand }), z.object({ run: RunId })),
  /** Remembers what the person said to the offer of a proposal for this folder. `ask`: offer it again. */
  'generate.offer': method(z.object({ dir, answer: z.enum(['ask', 'later', 'never']) }), ProjectView),
  /** Folders for which a proposal is never offered. */
  'generate.never-offered': method(nothing, z.object({ dirs: z.array(z.string()) })),
  /** Puts what the run's agent proposes into the editor, as a step that can be undone. */
  'proposal.open': method(z.object({ run: RunId }), ConfigView),
  /** Accepts the proposal as it stands in the editor, or discards it. Once that is done the run is closed. */
  'proposal.decide': method(
    z.object({ run: RunId, accept: z.boolean() }),
    ConfigSaveResult.pick({ reason: true }).extend({ decided: z.boolean() }),
  ),
  /** Asks the agent to go on when it has stopped without a proposal. */
  'proposal.remind': method(z.object({ run: RunId }), nothing),
  /** Opens the folder's config in the editor, or gives it as it stands there. It stays open until `config.close`. */
  'config.open': method(configInputs.folder, ConfigView),
  /** Refused with the reason when the edits cannot be done. */
  'config.edit': method(configInputs.edit, ConfigView),
  'config.text': method(configInputs.text, ConfigView),
  'config.undo': method(configInputs.folder, ConfigView),
  'config.redo': method(configInputs.folder, ConfigView),
  'config.fix': method(configInputs.fix, ConfigView),
  /** Adds the team of a template, with its comments when the file is empty. */
  'config.add-team': method(configInputs.addTeam, ConfigView),
  'config.save': method(configInputs.folder, ConfigSaveResult),
  /** Decides a conflict with a change on disk. `theirs` also reads the file anew when there is none. */
  'config.resolve': method(configInputs.resolve, ConfigView),
  /** Puts the editor away. What was not saved is gone. */
  'config.close': method(configInputs.folder, nothing),
  'config.check-command': method(configInputs.checkCommand, CommandCheck),
  /** What the agent of the role at this path would receive now. */
  'config.preview': method(configInputs.preview, RolePreview),
  /** Runs the gate at this path of the text as it stands, in the folder; answers when it has ended. */
  'config.run-gate': method(configInputs.runGate, GateTry),
  'config.stop-gate': method(configInputs.stopGate, nothing),
  /** Sub-folders, for choosing one where there is no native dialog. Default: the person's home. */
  'folder.list': method(z.object({ dir: dir.optional() }), FolderListing),

  /** What a folder is, before it is opened. */
  'folder.look': method(z.object({ dir }), z.object({ kind: z.enum(['export', 'project']) })),
  /**
   * What to tell the person before a team is started: titles of the runs that work in the same folder, and whether it
   * could have a git worktree of its own. `worktree`: the config asks for one anyway. `memory`: why its agents may not fit.
   */
  'run.check': method(
    z.object({ dir, orchestration: z.string() }),
    z.object({
      othersInFolder: z.array(z.string()),
      worktreePossible: z.boolean(),
      worktree: z.boolean(),
      memory: MemoryShortage.nullable(),
    }),
  ),
  /** Why an agent that this command starts may not fit into the machine's memory. */
  'run.check-agent': method(
    z.object({ command: agentCommand }),
    z.object({ memory: MemoryShortage.nullable() }),
  ),
  /** Starts a team. Refused without consent, or with a broken config. `worktree`: in a git worktree and branch of its own; default: as the config says. */
  'run.start': method(
    z.object({
      dir,
      orchestration: z.string(),
      title: z.string().max(128).optional(),
      worktree: z.boolean().optional(),
    }),
    z.object({ run: RunId }),
  ),
  /**
   * Writes a folder that holds everything of an open run, screens included. `to` must not exist yet, or be empty; with
   * `inside` it is where a new folder is made for it.
   */
  'run.export': method(
    z.object({ run: RunId, to: dir, inside: z.boolean().optional() }),
    z.object({ dir: z.string() }),
  ),
  /** Opens what can be read of a damaged run, like an export. */
  'damaged.open': method(z.object({ run: RunId }), z.object({ run: RunId })),
  /** The person knows of it; it is not told again. Its files stay as they are. */
  'damaged.put-away': method(z.object({ run: RunId }), nothing),
  /** A page of a run's journal: what follows the event with this number. `total`: how many events there are. */
  'journal.read': method(
    z.object({ run: RunId, after: z.number().int().nonnegative() }),
    z.object({ events: z.array(RunEvent), total: z.number().int() }),
  ),
  /** Opens an exported folder as a closed run: to be read, with no process behind it. `run.close` puts it away. */
  'run.open-export': method(z.object({ dir }), z.object({ run: RunId })),
  /** Starts one agent without a team. */
  'run.start-agent': method(
    z.object({ dir, name: z.string().trim().min(1).max(128), command: agentCommand }),
    z.object({ run: RunId }),
  ),
  /** Opens a workspace of the folder's config, with an agent of the person's choice. Refused without consent, or with a broken config. */
  'run.open-mode': method(
    z.object({
      dir,
      mode: z.string(),
      command: agentCommand,
      title: z.string().max(128).optional(),
    }),
    z.object({ run: RunId }),
  ),
  /** Copies the demo project to a temporary folder and starts its scripted team. */
  'run.start-demo': method(nothing, z.object({ run: RunId })),
  /** Ends every process of the run. */
  'run.close': method(z.object({ run: RunId }), nothing),
  /** Hands out nothing new until `run.resume`; what runs is not cut. */
  'run.pause': method(z.object({ run: RunId }), nothing),
  'run.resume': method(z.object({ run: RunId }), nothing),
  /** Lets a role go on whose budget is spent. */
  'role.resume': method(z.object({ run: RunId, pane: PaneId }), nothing),
  /** Brings an interrupted run back, one agent after the other, and delivers its lost tasks again. */
  'run.restore': method(z.object({ run: RunId }), nothing),
  /** Closes the journal of an interrupted run without bringing it back. */
  'run.put-away': method(z.object({ run: RunId }), nothing),
  /**
   * Answers the permission that an agent asks, by its own channel or by the row of its dialog. Refused unless it is certain
   * what it asks, and that it is what was read; `allow` is for this once.
   */
  'permission.answer': method(z.object({ ...asked, choice: z.enum(['allow', 'deny']) }), nothing),
  /** Answers a question of an agent's own dialog with one of its choices, by place from 0. Refused as a permission is. */
  'choice.answer': method(z.object({ ...asked, option: z.number().int().nonnegative().max(99) }), nothing),
  /** Starts the pane's command again when its agent has exited or its start failed. */
  'pane.restart': method(z.object({ run: RunId, pane: PaneId }), nothing),
  /** Runs what a side pane shows once more, now. */
  'side.run-again': method(z.object({ run: RunId, side: PaneId }), nothing),
  /** Lets a watched command rest, or go on. */
  'side.pause': method(z.object({ run: RunId, side: PaneId, paused: z.boolean() }), nothing),
  /**
   * Puts a fresh agent in the place of this one, which gets the task in hand and what is known of the work. `idle`: when its turn is
   * over; `now` cuts the turn; `never` takes it back.
   */
  'pane.hand-over': method(
    z.object({ run: RunId, pane: PaneId, agent: AgentId, when: z.enum(['idle', 'now', 'never']) }),
    nothing,
  ),
  /** Asks the orchestrator for its advice on what a worker's own program asks. Refused as an answer to it is. */
  'ask.to-orchestrator': method(z.object(asked), nothing),
  /** Begins a new conversation in the agent's own process. Refused unless it is idle at an empty box, with nothing in hand. */
  'pane.new-conversation': method(z.object({ run: RunId, pane: PaneId }), nothing),
  /** A prompt of the person's, delivered like everything else: when the agent is idle at an empty box. */
  'prompt.send': method(z.object({ run: RunId, pane: PaneId, text }), z.object({ delivery: LocalId })),
  /** Puts a prompt that waits before another one for the same agent, or last. */
  'prompt.move': method(z.object({ run: RunId, delivery: LocalId, before: LocalId.nullable() }), nothing),
  /** Takes a delivery back that has not been typed yet. */
  'delivery.cancel': method(z.object({ run: RunId, delivery: LocalId }), nothing),
  /** Submits again what was not proven, after the person has looked. */
  'delivery.retry': method(z.object({ run: RunId, delivery: LocalId }), nothing),
  /** Takes a task back that waits. The orchestrator is told, with the comment. */
  'task.cancel': method(
    z.object({ run: RunId, task: LocalId, comment: z.string().max(1000).optional() }),
    nothing,
  ),
  /** The person's yes to a task that is held. */
  'task.release': method(z.object({ run: RunId, task: LocalId }), nothing),
  /** Puts a queued task before another one of its role, or last. */
  'task.move': method(z.object({ run: RunId, task: LocalId, before: LocalId.nullable() }), nothing),
  /** Runs the gates of a report once more, as further evidence. */
  'report.check-again': method(z.object({ run: RunId, report: LocalId }), nothing),
  /** Takes back what a role changed that may not edit. */
  'report.take-back-edits': method(z.object({ run: RunId, report: LocalId }), nothing),
  /** Takes back what changed in the tree while only an orchestrator was at work that may not edit. */
  'change.take-back': method(z.object({ run: RunId, change: LocalId }), nothing),
  /** `approve`: of a plan, that its work may begin. */
  'question.answer': method(
    z.object({ run: RunId, question: LocalId, text, approve: z.boolean().optional() }),
    nothing,
  ),
  /** Accepts a lesson into AGENTS.md of the project, or lets it go. */
  'lesson.decide': method(z.object({ run: RunId, lesson: LocalId, accept: z.boolean() }), nothing),
  'attention.dismiss': method(z.object({ run: RunId, key: z.string().max(200) }), nothing),
  /** The text behind a timeline entry. */
  'document.read': method(
    z.object({
      run: RunId,
      kind: z.enum([
        'task',
        'report',
        'question',
        'answer',
        'summary',
        'context',
        'evidence',
        'note',
        'tracking',
        'hand-over',
      ]),
      id: z.string().max(64),
    }),
    z.object({ title: z.string(), file: z.string(), text: z.string() }),
  ),
  /** Processes of a pane's agent, with their memory and the CPU time that they have used. */
  'pane.processes': method(
    z.object({ run: RunId, pane: PaneId }),
    z.array(z.object({ pid: z.number(), name: z.string(), rssBytes: z.number(), cpuMs: z.number() })),
  ),
  'settings.set': method(Settings.partial(), Settings),
  /** The file that settings are kept in, as it is on disk; `text` is null while nothing was changed yet. */
  'settings.file': method(nothing, z.object({ file: z.string(), text: z.string().nullable() })),
  /** Colours of the terminal theme in use, which agents may ask the terminal for. `#rrggbb`. */
  'terminal.theme': method(
    z.object({ foreground: z.string(), background: z.string(), cursor: z.string(), dark: z.boolean() }),
    nothing,
  ),
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

export type Methods = typeof methods
export type MethodName = keyof Methods
export type Input<M extends MethodName> = z.input<Methods[M]['input']>
export type ParsedInput<M extends MethodName> = z.output<Methods[M]['input']>
export type Output<M extends MethodName> = z.output<Methods[M]['output']>
export type Pushes = typeof pushes
export type PushName = keyof Pushes
export type Push<P extends PushName> = z.output<Pushes[P]>

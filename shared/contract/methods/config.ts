import {
  CommandCheck,
  ConfigSaveResult,
  ConfigView,
  GateTry,
  RolePreview,
  configInputs,
} from '../config-view'
import { method, nothing } from './method'

/** The config editor. */
export const configMethods = {
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
} as const

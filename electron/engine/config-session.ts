import type { ConfigEdit } from '#shared/contract/config-edit'
import type { ConfigConflict, ConfigSaveResult, ConfigView } from '#shared/contract/config-view'
import { Refused } from '#shared/contract/link'
import { templateOf } from '#shared/templates/index'
import {
  editHistory,
  fixesFor,
  mergeSteps,
  redo,
  replaceText,
  startHistory,
  undo,
  withMentions,
  type History,
  type Step,
} from './config/edit/index'
import { addTeamEdit } from './config/edit/add-team'
import { meetDisk } from './config/edit/meet-disk'
import { spliced } from './config/edit/splices'
import { checkConfig } from './config/check'
import type { InstalledAgent } from './config/edit/role-fixes'
import { plainTable } from './config/plain-table'
import { hashOf, type ConfigSaver } from './config/save'
import { sourceText } from './config/source-text'
import { readSyntax } from './config/syntax'
import type { Start } from './environment/launch-command'

/** Typing that goes on within this time is one step of the history. In milliseconds. */
const ONE_STEP_MS = 1500
/** Problems that get their fixes at once, the first ones; nobody reads more. */
const MOST_WITH_FIXES = 50
/** Each fix is tried on the whole text; this many characters are gone through at most, to stay quick in large files. */
const FIXES_CHARACTERS = 500_000

/** What this machine has for the commands of a config. */
export interface ConfigMachine {
  start: Start
  agents: readonly InstalledAgent[]
}

/**
 * One config file in the editor: its text with what was done to it, what is on disk, and whether the two meet. All that
 * it does to text is done by `config/edit`; it keeps the order, the history and the truth about the disk.
 */
export class ConfigSession {
  private history: History
  /** How much of the history is on disk, by its last step; null when the disk's text is the history's first. */
  private savedAt: Step | null = null
  /** From the clock, so that a file that is opened again does not count from the beginning. */
  private revision = Date.now()
  private notice: string | null = null
  /** The run whose agent proposed the text, and what stood there before. */
  private proposed: { run: string; before: string } | null = null
  private conflict: ConfigConflict | null = null
  /** What the last step was about, and when, to join typing to it. */
  private lastStep = { about: '', at: 0 }
  private queue: Promise<unknown> = Promise.resolve()

  private constructor(
    private readonly dir: string,
    private readonly file: string,
    /** The text on disk as read or written last; undefined when there is no file. */
    private saved: string | undefined,
    private readonly saver: ConfigSaver,
    private readonly machine: () => Promise<ConfigMachine>,
  ) {
    this.history = startHistory(saved ?? '')
  }

  /** @throws Refused when the file is there and cannot be read as text. */
  static async open(
    dir: string,
    file: string,
    saver: ConfigSaver,
    machine: () => Promise<ConfigMachine>,
  ): Promise<ConfigSession> {
    return new ConfigSession(dir, file, await sourceText(file), saver, machine)
  }

  /** One after the other, so that no step is done on a text that a save or a merge is about to replace. */
  inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.queue.then(work)
    this.queue = result.catch(() => undefined)
    return result
  }

  /** In turn with everything else that is done here. */
  async view(): Promise<ConfigView> {
    const { text, past, future } = this.history
    const { agents, start } = await this.machine()
    const syntax = readSyntax(text.replace(/^\uFEFF/, ''))
    const withFixes = Math.min(MOST_WITH_FIXES, 1 + FIXES_CHARACTERS / (text.length + 1))
    return {
      dir: this.dir,
      file: this.file,
      revision: this.revision,
      text,
      saved: this.saved ?? null,
      dirty: this.dirty,
      data: syntax.ok ? plainTable(syntax.data) : null,
      diagnostics: (await checkConfig(text, this.file, start)).map((diagnostic, index) => ({
        ...diagnostic,
        fixes: index < withFixes ? fixesFor(diagnostic, text, agents).map((fix) => fix.title) : [],
      })),
      undo: past.at(-1)?.title ?? null,
      redo: future[0]?.title ?? null,
      notice: this.notice,
      conflict: this.conflict,
      proposal: this.proposed?.run ?? null,
    }
  }

  /** The run whose agent proposed the text, until it is saved or put back. */
  get proposal(): string | null {
    return this.proposed?.run ?? null
  }

  /** Takes what an agent proposes in place of the text, as a step that can be undone. Nothing is written. */
  propose(run: string, text: string): void {
    const before = this.proposed?.before ?? this.history.text
    this.proposed = { run, before }
    if (text !== this.history.text) this.take(replaceText(this.history, text, 'Take the proposal'))
    else this.revision += 1
  }

  /** Puts back what stood there before the proposal. */
  withdraw(): void {
    if (!this.proposed) return
    const { before } = this.proposed
    this.proposed = null
    this.take(replaceText(this.history, before, 'Discard the proposal'))
  }

  get text(): string {
    return this.history.text
  }

  get dirty(): boolean {
    return this.history.text !== (this.saved ?? '')
  }

  /** @throws Refused with the reason when the edits cannot be done. */
  edit(edits: readonly ConfigEdit[], title: string): void {
    const about = aboutOf(edits)
    const before = this.joined(about)
    const all = edits.flatMap((edit) => withMentions(before.text, edit))
    const result = editHistory(before, all, title)
    if (!result.ok) throw new Refused(result.reason)
    if (result.history !== this.history) this.take({ ...result.history, future: [] }, about)
  }

  /** Takes the whole text as the person has typed it. */
  type(text: string): void {
    if (text !== this.history.text) {
      this.take({ ...replaceText(this.joined('typing'), text), future: [] }, 'typing')
    }
  }

  undo(): void {
    this.take(undo(this.history))
  }

  redo(): void {
    this.take(redo(this.history))
  }

  /** @throws Refused when the problem or its fix is gone. */
  async fix(index: number, title: string): Promise<void> {
    const { text } = this.history
    const { agents, start } = await this.machine()
    const diagnostic = (await checkConfig(text, this.file, start))[index]
    const fixes = diagnostic ? fixesFor(diagnostic, text, agents) : []
    const fix = fixes.find((candidate) => candidate.title === title)
    if (!fix) throw new Refused('This problem is not there any more. Look at the list again.')
    this.edit(fix.edits, fix.title)
  }

  /** The whole template into an empty file, comments and all; its team at the end of any other. @throws Refused */
  addTeam(templateId: string): void {
    const template = templateOf(templateId)
    if (!template) throw new Refused(`There is no template "${templateId}".`)
    const title = `Add ${template.title}`
    if (this.history.text.trim() === '') return this.take(replaceText(this.history, template.toml, title))
    this.edit([addTeamEdit(this.history.text, template)], title)
  }

  /** Writes the text, unless the file was changed meanwhile: then the two are merged, and nothing is written. */
  async save(): Promise<Omit<ConfigSaveResult, 'view'>> {
    if (this.conflict) {
      return {
        outcome: 'refused',
        reason: 'The file was changed on disk as well. Decide first what is to stay.',
      }
    }
    const { text } = this.history
    const expected = this.saved === undefined ? undefined : hashOf(this.saved)
    const result = await this.saver.save({ file: this.file, text, expected })
    if (result.kind === 'refused') return { outcome: 'refused', reason: result.reason }
    if (result.kind === 'changed') {
      this.meet(result.text)
      return { outcome: 'changed', reason: null }
    }
    this.settle(text)
    this.notice = null
    this.proposed = null
    this.revision += 1
    return { outcome: 'saved', reason: null }
  }

  /** Looks at the disk. @returns whether anything is different now */
  async lookAtDisk(): Promise<boolean> {
    const now = await sourceText(this.file).catch(() => this.saved)
    if (now === (this.conflict ? this.conflict.theirs : this.saved)) return false
    this.meet(now)
    return true
  }

  /** Decides between the person's changes and those on disk. */
  async resolve(how: 'merged' | 'mine' | 'theirs'): Promise<void> {
    const disk = this.conflict?.theirs ?? (await sourceText(this.file))
    const theirs = disk ?? ''
    const mine = this.history.text
    const merged = mergeSteps(this.saved ?? '', theirs, this.unsaved()).text
    this.take(replaceText(this.history, theirs, 'Take the file from disk'))
    this.settle(theirs)
    this.saved = disk
    this.notice = null
    if (how === 'mine') this.take(replaceText(this.history, mine, 'Keep my text'))
    if (how === 'merged') this.take(replaceText(this.history, merged, 'Merge with the file on disk'))
  }

  /** The file is something else now than what was read: the person's changes are done on it where they do not meet. */
  private meet(now: string | undefined): void {
    this.revision += 1
    this.conflict = null
    if (now === undefined) {
      this.saved = undefined
      this.savedAt = null
      this.notice = 'The file was removed. Saving writes it again.'
      return
    }
    if (!this.dirty) {
      this.take(replaceText(this.history, now, 'Change on disk'))
      this.settle(now)
      this.notice = 'The file was changed outside of the editor; this is how it is now.'
      return
    }
    if (now === this.history.text) return this.settle(now)
    const met = meetDisk(this.saved ?? '', now, this.unsaved())
    if (!met.ok) {
      this.conflict = { theirs: now, reasons: met.reasons }
      return
    }
    this.take(replaceText(this.history, now, 'Change on disk'))
    this.settle(now)
    this.history = { ...met.history, past: [...this.history.past, ...met.history.past] }
    this.notice = 'The file was changed outside of the editor. Your unsaved changes were kept on top of it.'
  }

  /** The steps between the disk and the text; one of typing, when steps that had been saved were taken back. */
  private unsaved(): readonly Step[] {
    const { past, text } = this.history
    const at = this.savedAt === null ? -1 : past.indexOf(this.savedAt)
    if (this.savedAt === null || at >= 0) {
      const steps = past.slice(at + 1)
      const again = steps.reduce<string>((each, step) => spliced(each, step.changed), this.saved ?? '')
      if (again === text) return steps
    }
    return replaceText(startHistory(this.saved ?? ''), text).past
  }

  /** The text is on disk as it stands. */
  private settle(text: string): void {
    this.saved = text
    this.savedAt = this.history.past.at(-1) ?? null
    this.conflict = null
    this.lastStep = { about: '', at: 0 }
  }

  private take(history: History, about = ''): void {
    this.history = history
    this.revision += 1
    this.lastStep = { about, at: Date.now() }
  }

  /** The history that a step is to be done on: before the last one when it goes on with that, as letters of one word do. */
  private joined(about: string): History {
    const last = this.history.past.at(-1)
    const goesOn =
      about !== '' && about === this.lastStep.about && Date.now() - this.lastStep.at < ONE_STEP_MS
    return goesOn && last !== undefined && last !== this.savedAt ? undo(this.history) : this.history
  }
}

/** What a step is about, for joining the next one to it; empty for what is never joined. */
function aboutOf(edits: readonly ConfigEdit[]): string {
  const [edit] = edits
  const joins = edit?.op === 'set' && edits.length === 1 && typeof edit.value === 'string'
  return joins ? `set ${JSON.stringify(edit.path)}` : ''
}

import { createHash } from 'node:crypto'
import { access, constants, mkdir, readFile, realpath } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { messageOf } from '#shared/message-of'
import type { StoredText } from '#shared/model/events'
import { firstLine } from '#shared/model/timeline'
import { roleSlug } from '../router/briefs'
import { privateFolder } from '../store/private-folder'
import { folderWithin, writeWithin } from '../store/write-within'

/** What a run keeps as a file: one kind for each letter of an id, and the two that have none. */
export type TextKind =
  'hand-over' | 'task' | 'report' | 'question' | 'answer' | 'summary' | 'context' | 'evidence' | 'note'

/**
 * The texts of one run, each written twice: for the agents under `.dot-agent-deck/runs/<run>/` in their folder, and as
 * the deck's own copy beside the journal, which no agent can change.
 */
export class RunTexts {
  private constructor(
    /** Where the agents work. */
    private readonly directory: string,
    private readonly own: string,
    private readonly folder: string,
    /** Real path of what the agents' copies must lie in. */
    private readonly root: string,
    /** Why the agents' copies are in the deck's own folder, if so. */
    readonly fallback: string | undefined,
  ) {}

  /** @param runDir the run's folder in the deck's data folder. */
  static async open(run: string, directory: string, runDir: string): Promise<RunTexts> {
    const own = await privateFolder(join(runDir, 'texts'))
    const folder = join(directory, '.dot-agent-deck', 'runs', run)
    try {
      await mkdir(folder, { recursive: true })
      await access(folder, constants.W_OK)
      const root = await realpath(directory)
      await folderWithin(root, folder)
      return new RunTexts(directory, own, folder, root, undefined)
    } catch (error) {
      const folderOfOwn = await privateFolder(join(runDir, 'for-agents'))
      const reason = messageOf(error)
      return new RunTexts(
        directory,
        own,
        folderOfOwn,
        await realpath(folderOfOwn),
        `The project folder cannot be written (${reason}); tasks and reports are kept in ${folderOfOwn}.`,
      )
    }
  }

  /** The agents' folder as they may write it: relative to where they work, when it is inside. */
  get agentFolder(): string {
    return this.forAgent(this.folder)
  }

  /** A path as an agent that works in the run's directory may write it. */
  forAgent(path: string): string {
    const inside = relative(this.directory, path)
    if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return path
    return inside.split(sep).join('/')
  }

  /** Writes both copies, the deck's own first. `name` is for people: `t7-coder`. */
  async store(kind: TextKind, id: string, name: string, text: string): Promise<StoredText> {
    const bytes = Buffer.from(text, 'utf8')
    await writeFileAtomic(this.ownFile(kind, id), bytes, { mode: 0o600 })
    const file = join(this.folder, `${name}.md`)
    await writeWithin(this.root, file, bytes)
    return {
      file,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      preview: firstLine(text),
    }
  }

  /** Also kept where people and scripts of the terminal version look for it. A failure here loses nothing. */
  async storeForPeople(role: string, text: string): Promise<void> {
    if (this.fallback !== undefined) return
    const file = join(this.directory, '.dot-agent-deck', `work-done-${roleSlug(role)}.md`)
    await writeWithin(this.root, file, text).catch(() => undefined)
  }

  /** The deck's own copy. */
  read(kind: TextKind, id: string): Promise<string> {
    return readFile(this.ownFile(kind, id), 'utf8')
  }

  private ownFile(kind: TextKind, id: string): string {
    return join(this.own, `${kind}-${id}.md`)
  }
}

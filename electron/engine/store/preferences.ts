import { join } from 'node:path'
import { z } from 'zod'
import { Settings, defaultSettings } from '#shared/contract/views'
import { readableShortcuts } from '#shared/shortcuts/assigned'
import { StateFile } from './state-file'

const Recent = z.object({ dir: z.string(), name: z.string(), openedAt: z.number() })
export type Recent = z.infer<typeof Recent>

const Stored = z.object({
  /** Settings that are missing or no longer valid fall back to their defaults, one by one, and keys action by action. */
  settings: z.record(z.string(), z.unknown()).default({}),
  recents: z.array(Recent).default([]),
  /** Folder to the consent keys that the person agreed to. */
  consents: z.record(z.string(), z.array(z.string())).default({}),
  /** Folder to what the person said when it was offered to have a team proposed for it. */
  offers: z.record(z.string(), z.enum(['later', 'never'])).default({}),
})

/** As many folders as fit on the start page. */
const MAX_RECENTS = 20
/** A folder whose config changes back and forth is not asked about again. */
const MAX_CONSENTS = 8

/** What the deck remembers about the person's choices: settings, recent folders, consents. */
export class Preferences {
  private constructor(private readonly file: StateFile<typeof Stored>) {}

  static async open(home: string, note: (text: string) => void): Promise<Preferences> {
    const empty = { settings: {}, recents: [], consents: {}, offers: {} }
    return new Preferences(await StateFile.open(join(home, 'preferences.json'), Stored, empty, note))
  }

  /** The file as it is on disk now. */
  async onDisk(): Promise<{ file: string; text: string | null }> {
    return { file: this.file.path, text: await this.file.text() }
  }

  get settings(): Settings {
    const stored = this.file.value.settings
    const valid = Object.entries(Settings.shape).flatMap(([key, schema]) => {
      const parsed = schema.safeParse(stored[key])
      return parsed.success ? [[key, parsed.data]] : []
    })
    return {
      ...defaultSettings,
      shortcuts: readableShortcuts(stored['shortcuts']),
      ...Object.fromEntries(valid),
    }
  }

  async change(patch: Partial<Settings>): Promise<Settings> {
    await this.file.set({ ...this.file.value, settings: { ...this.file.value.settings, ...patch } })
    return this.settings
  }

  get recents(): Recent[] {
    return this.file.value.recents
  }

  async addRecent(recent: Recent): Promise<void> {
    const others = this.recents.filter((known) => known.dir !== recent.dir)
    await this.file.set({ ...this.file.value, recents: [recent, ...others].slice(0, MAX_RECENTS) })
  }

  async forget(dir: string): Promise<void> {
    const { [dir]: _, ...consents } = this.file.value.consents
    await this.file.set({
      ...this.file.value,
      recents: this.recents.filter((known) => known.dir !== dir),
      consents,
    })
    await this.answerOffer(dir, undefined)
  }

  /** What the person said when it was offered to have a team proposed for a folder; undefined when it was not asked yet. */
  offerAnswer(dir: string): 'later' | 'never' | undefined {
    return this.file.value.offers[dir]
  }

  /** Folders for which it is never to be offered. */
  get neverOffered(): string[] {
    return Object.entries(this.file.value.offers).flatMap(([dir, answer]) =>
      answer === 'never' ? [dir] : [],
    )
  }

  /** @param answer undefined: it is to be offered once more. */
  async answerOffer(dir: string, answer: 'later' | 'never' | undefined): Promise<void> {
    const { [dir]: _, ...others } = this.file.value.offers
    const offers = answer === undefined ? others : { ...others, [dir]: answer }
    await this.file.set({ ...this.file.value, offers })
  }

  agreed(dir: string, key: string): boolean {
    return this.file.value.consents[dir]?.includes(key) ?? false
  }

  async agree(dir: string, key: string): Promise<void> {
    const keys = [key, ...(this.file.value.consents[dir] ?? []).filter((known) => known !== key)]
    const consents = { ...this.file.value.consents, [dir]: keys.slice(0, MAX_CONSENTS) }
    await this.file.set({ ...this.file.value, consents })
  }
}

import { z } from 'zod'

/**
 * Changes of `.dot-agent-deck.toml`, as data. An editor sends these, never a whole file, so that everything it does not
 * name stays as the person wrote it.
 */

/** A way into the file: keys as they are written in it, and array indices that count from 0. */
export const ConfigPath = z.array(z.union([z.string(), z.number().int().nonnegative()]))
export type ConfigPath = z.infer<typeof ConfigPath>

/** What an edit can write. Dates are kept where they are, and never written. */
export type ConfigValue = string | number | boolean | ConfigValue[] | { [key: string]: ConfigValue }
/** A value of a config: whatever TOML can hold but dates. */
export const ConfigValue: z.ZodType<ConfigValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.array(ConfigValue), z.record(z.string(), ConfigValue)]),
)

const somewhere = ConfigPath.min(1)
const index = z.number().int().nonnegative()

/** One change. */
export const ConfigEdit = z.discriminatedUnion('op', [
  /** Gives a key this value. A table or list is compared with what is there, and only the differences are written. */
  z.strictObject({ op: z.literal('set'), path: somewhere, value: ConfigValue }),
  /** Removes a key, or a whole table. */
  z.strictObject({ op: z.literal('unset'), path: somewhere }),
  /** Adds an element to the list at `path`, which may not exist yet, so that it gets this index. */
  z.strictObject({ op: z.literal('insert'), path: somewhere, index, value: ConfigValue }),
  /** Removes one element of the list at `path`, its sub-tables and the comments directly above it. */
  z.strictObject({ op: z.literal('remove'), path: somewhere, index }),
  /** Moves one element of the list at `path`; `to` is its index afterwards. */
  z.strictObject({ op: z.literal('move'), path: somewhere, from: index, to: index }),
  /** Gives the key or table at `path` another name, in place. */
  z.strictObject({ op: z.literal('rename'), path: somewhere, key: z.string() }),
  /** Moves a key with its comments into another table. */
  z.strictObject({ op: z.literal('relocate'), from: somewhere, to: somewhere }),
])
export type ConfigEdit = z.infer<typeof ConfigEdit>

/** Text in place of the characters from `start` up to `end`, which count UTF-16 units of the text before the change. */
export const Splice = z.object({ start: index, end: index, text: z.string() })
export type Splice = z.infer<typeof Splice>

/** An edit done, with the bytes it changed in order of the file, or why it cannot be done. Then the text stays as it is. */
export const EditResult = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), text: z.string(), changed: z.array(Splice) }),
  z.object({ ok: z.literal(false), reason: z.string() }),
])
export type EditResult = z.infer<typeof EditResult>

/** A way out of a diagnostic that can be done at a click. */
export const QuickFix = z.object({ title: z.string(), edits: z.array(ConfigEdit) })
export type QuickFix = z.infer<typeof QuickFix>

/** An edit that could not be repeated on a file that changed meanwhile. */
export const EditConflict = z.object({
  /** As it was asked for. */
  edit: ConfigEdit,
  /** The same on the file as it now stands, to do it all the same; absent when its place is gone. */
  onTheirs: ConfigEdit.optional(),
  reason: z.string(),
})
export type EditConflict = z.infer<typeof EditConflict>

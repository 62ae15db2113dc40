import { z } from 'zod'
import { FolderListing, ProjectView } from '../views'
import { dir, method, nothing } from './method'

/** Folders, and the configs in them, before anything is started. */
export const folderMethods = {
  /** Reads the folder's config anew; adds it to the recent list. */
  'project.open': method(z.object({ dir }), ProjectView),
  /** The person has seen the commands behind `key` and agrees that this folder's config may run them. */
  'project.consent': method(z.object({ dir, key: z.string() }), ProjectView),
  'project.forget': method(z.object({ dir }), nothing),
  /** Writes `.dot-agent-deck.toml` from a template. Refused when one exists. */
  'project.create-config': method(z.object({ dir, template: z.string() }), ProjectView),
  /** Sub-folders, for choosing one where there is no native dialog. Default: the person's home. */
  'folder.list': method(z.object({ dir: dir.optional() }), FolderListing),
  /** What a folder is, before it is opened. */
  'folder.look': method(z.object({ dir }), z.object({ kind: z.enum(['export', 'project']) })),
} as const

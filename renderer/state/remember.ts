import { z } from 'zod'
import { view, type ViewState } from './view-store'

/** What of the view survives a reload of the window. */
const Remembered = z.object({
  place: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('home') }),
    z.object({ kind: z.literal('project'), dir: z.string() }),
    z.object({ kind: z.literal('run'), run: z.string() }),
  ]),
  openFolders: z.array(z.string()).max(100),
  selected: z.record(z.string(), z.string()),
  zoomed: z.record(z.string(), z.boolean()),
  drafts: z.record(z.string(), z.string()),
  shares: z.record(z.string(), z.record(z.string(), z.number())).default({}),
})

const KEY = 'deck-view'

/** Puts back what was in front before a reload, and keeps note of it from now on. False when there was nothing. */
export function rememberView(storage: Pick<Storage, 'getItem' | 'setItem'>): boolean {
  const kept = read(storage)
  if (kept) view.setState(kept)
  view.subscribe(({ place, openFolders, selected, zoomed, drafts, shares }: ViewState) => {
    try {
      storage.setItem(KEY, JSON.stringify({ place, openFolders, selected, zoomed, drafts, shares }))
    } catch (error) {
      // A draft larger than the storage is not worth losing the window for.
      console.warn('The view could not be remembered', error)
    }
  })
  return kept !== null
}

function read(storage: Pick<Storage, 'getItem'>): z.infer<typeof Remembered> | null {
  try {
    return Remembered.parse(JSON.parse(storage.getItem(KEY) ?? ''))
  } catch {
    return null
  }
}

import { z } from 'zod'

/** Where the window goes: remembered for each display, and never where nobody could reach it. */

const Rect = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
})
export type Rect = z.infer<typeof Rect>

/** What is remembered, in `window.json` in the data folder. */
export const WindowMemory = z.object({
  /** The display that the window was on last. */
  last: z.string(),
  displays: z.record(z.string(), z.object({ bounds: Rect, maximized: z.boolean() })),
})
export type WindowMemory = z.infer<typeof WindowMemory>

/** A display on which a window can be. */
export interface DisplayArea {
  /** Tells a display from the others across restarts. */
  key: string
  /** The part that no panel or dock covers. */
  workArea: Rect
}

/** Where the window opens. */
export interface WindowPlace {
  bounds: Rect
  maximized: boolean
}

/** Size of the smallest window, in pixels. */
export const MIN_WIDTH = 720
/** See `MIN_WIDTH`. */
export const MIN_HEIGHT = 480
/** Size on a large display that has not seen the window yet. */
const FIRST_WIDTH = 1440
const FIRST_HEIGHT = 920
/** Part of a smaller display that the first window takes. */
const FIRST_SHARE = 0.9

/** Ids change when a display is plugged in again; its place and size among the others do not. */
export function displayKey(bounds: Rect, scaleFactor: number): string {
  return `${bounds.width}x${bounds.height}@${bounds.x},${bounds.y}*${scaleFactor}`
}

/** The display that holds the larger part of a rectangle; the first one when none holds any. */
export function displayOf(bounds: Rect, displays: readonly DisplayArea[]): DisplayArea | undefined {
  const overlap = ({ workArea }: DisplayArea): number => {
    const width =
      Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x)
    const height =
      Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y)
    return Math.max(0, width) * Math.max(0, height)
  }
  return [...displays].sort((a, b) => overlap(b) - overlap(a))[0]
}

/** Where to open the window. `displays` begins with the primary one and is never empty on a machine with a screen. */
export function placeWindow(memory: WindowMemory | null, displays: readonly DisplayArea[]): WindowPlace {
  const known = memory ? displays.filter((display) => memory.displays[display.key]) : []
  const display = known.find((item) => item.key === memory?.last) ?? known[0]
  const remembered = display && memory?.displays[display.key]
  if (display && remembered) {
    return { bounds: fitInto(remembered.bounds, display.workArea), maximized: remembered.maximized }
  }
  const area = displays[0]?.workArea ?? { x: 0, y: 0, width: FIRST_WIDTH, height: FIRST_HEIGHT }
  const width = Math.min(FIRST_WIDTH, Math.round(area.width * FIRST_SHARE))
  const height = Math.min(FIRST_HEIGHT, Math.round(area.height * FIRST_SHARE))
  const bounds = {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  }
  return { bounds: fitInto(bounds, area), maximized: false }
}

/** The same rectangle, made small enough and moved until all of it can be seen. */
function fitInto(bounds: Rect, area: Rect): Rect {
  const width = Math.min(Math.max(bounds.width, MIN_WIDTH), Math.max(area.width, MIN_WIDTH))
  const height = Math.min(Math.max(bounds.height, MIN_HEIGHT), Math.max(area.height, MIN_HEIGHT))
  return {
    x: Math.max(area.x, Math.min(bounds.x, area.x + area.width - width)),
    y: Math.max(area.y, Math.min(bounds.y, area.y + area.height - height)),
    width,
    height,
  }
}

/** What to remember once the window has a place; displays that are away keep theirs. */
export function rememberPlace(
  memory: WindowMemory | null,
  place: WindowPlace,
  displays: readonly DisplayArea[],
): WindowMemory | null {
  const display = displayOf(place.bounds, displays)
  if (!display) return memory
  return { last: display.key, displays: { ...memory?.displays, [display.key]: place } }
}

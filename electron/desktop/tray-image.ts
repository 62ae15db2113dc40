/**
 * The icon in the menu bar or tray: two cards of a deck, drawn here so that every size is sharp and the mark that says
 * "needs you" needs no second set of files.
 */

/** How the icon of the tray is to look. */
export interface TrayImageStyle {
  /** Edge in pixels. */
  size: number
  /** `template`: black that macOS colours itself. `light` and `dark` name the colour of the bar it stands on. */
  style: 'template' | 'light' | 'dark'
  needsYou: boolean
}

type Rgb = readonly [red: number, green: number, blue: number]

const ink: Readonly<Record<TrayImageStyle['style'], Rgb>> = {
  template: [0, 0, 0],
  light: [40, 40, 44],
  dark: [236, 236, 240],
}
/** The only warm colour of the interface. */
const amber: Rgb = [232, 146, 12]

/** Samples along each edge of a pixel, for smooth corners. */
const SAMPLES = 4

/** Coverage from 0 to 1 of the point (x, y), in units of the icon's edge, by a rounded rectangle. */
function inRoundedRect(
  x: number,
  y: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
  radius: number,
) {
  const dx = Math.max(left + radius - x, 0, x - (right - radius))
  const dy = Math.max(top + radius - y, 0, y - (bottom - radius))
  return dx * dx + dy * dy <= radius * radius
}

/** Distance of a point from the line between two others. */
function distance(x: number, y: number, fromX: number, fromY: number, toX: number, toY: number): number {
  const [dx, dy] = [toX - fromX, toY - fromY]
  const along = Math.max(0, Math.min(1, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(x - fromX - along * dx, y - fromY - along * dy)
}

/** Half the width of the prompt's strokes. */
const STROKE = 0.042

/** Whether a point belongs to the cards: the front one with a prompt cut out, and the back one where it looks out. */
function onCards(x: number, y: number): boolean {
  if (inRoundedRect(x, y, 0.06, 0.3, 0.74, 0.92, 0.1)) {
    const prompt = Math.min(
      distance(x, y, 0.2, 0.46, 0.34, 0.6),
      distance(x, y, 0.34, 0.6, 0.2, 0.74),
      distance(x, y, 0.43, 0.75, 0.6, 0.75),
    )
    return prompt > STROKE
  }
  const gap = inRoundedRect(x, y, 0, 0.23, 0.81, 1, 0.14)
  return !gap && inRoundedRect(x, y, 0.26, 0.08, 0.94, 0.7, 0.1)
}

function onDot(x: number, y: number, radius: number): boolean {
  return (x - 0.78) ** 2 + (y - 0.76) ** 2 <= radius * radius
}

/** Pixels as Electron's bitmaps have them: blue, green, red, alpha, with the colour multiplied by the alpha. */
export function trayBitmap({ size, style, needsYou }: TrayImageStyle): Buffer {
  const pixels = Buffer.alloc(size * size * 4)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let cards = 0
      let dot = 0
      for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
        const x = (column + ((sample % SAMPLES) + 0.5) / SAMPLES) / size
        const y = (row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / size
        if (needsYou && onDot(x, y, 0.2)) dot++
        else if (!(needsYou && onDot(x, y, 0.27)) && onCards(x, y)) cards++
      }
      const dotInk = style === 'template' ? ink.template : amber
      const all = SAMPLES * SAMPLES
      const at = (row * size + column) * 4
      for (let part = 0; part < 3; part++) {
        const colour = (ink[style][part] ?? 0) * cards + (dotInk[part] ?? 0) * dot
        pixels[at + 2 - part] = Math.round(colour / all)
      }
      pixels[at + 3] = Math.round((255 * (cards + dot)) / all)
    }
  }
  return pixels
}

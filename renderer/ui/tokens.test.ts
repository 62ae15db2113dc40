// The test runner empties imported style sheets, so that this one is read as a file.
// oxlint-disable-next-line no-restricted-imports
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

/** Both sides of each plain colour of the usual contrast. */
const colours = new Map(
  [
    ...(css.split('@media')[0] ?? '').matchAll(/--([\w-]+): (?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));/g),
  ].map(([, name = '', light = '', dark = '', both]) => [name, { light: both ?? light, dark: both ?? dark }]),
)

const texts = ['text', 'text-2', 'text-3']
const surfaces = ['', '-side', '-raised', '-hover', '-pressed', '-terminal'].map((part) => `surface${part}`)
const tints = ['amber-soft', 'red-soft', 'green-soft', 'accent-soft']
const pairs = [
  ...[...texts, 'accent', 'amber', 'red', 'green'].flatMap((text) =>
    surfaces.map((surface) => [text, surface]),
  ),
  ...texts.flatMap((text) => tints.map((tint) => [text, tint])),
  ['amber', 'amber-soft'],
  ['red', 'red-soft'],
  ['on-accent', 'accent-fill'],
  ['on-accent', 'accent-fill-hover'],
  ['on-amber', 'amber-fill'],
]

/** Relative luminance as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

it('gives every text 4.5:1 on every surface it is used on, in both themes', () => {
  const tooClose = (['light', 'dark'] as const).flatMap((theme) =>
    pairs.flatMap(([text = '', surface = '']) => {
      const front = colours.get(text)?.[theme]
      const back = colours.get(surface)?.[theme]
      if (!front || !back) return [`${text} or ${surface} is missing`]
      const ratio = contrast(front, back)
      return ratio < 4.5 ? [`${theme}: ${text} on ${surface} is ${ratio.toFixed(2)}`] : []
    }),
  )
  expect(tooClose).toEqual([])
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Screen } from '../../terminal/host'

const ranges = z.record(z.string(), z.array(z.tuple([z.number(), z.number()])))

const fixture = z.object({
  cols: z.number(),
  rows: z.number(),
  cursor: z.object({ x: z.number(), y: z.number(), visible: z.boolean() }),
  /** What full-screen programs have; not in every record. */
  alternate: z.boolean().default(true),
  mouse: z.boolean().default(true),
  bracketedPaste: z.boolean(),
  title: z.string(),
  lines: z.array(z.string()),
  dim: ranges,
  inverse: ranges,
})

/** A screen of a real program as it was recorded, from `<folder>/fixtures/<name>.json`. */
export function loadScreen(folder: string, name: string): Screen {
  const raw: unknown = JSON.parse(readFileSync(join(folder, 'fixtures', `${name}.json`), 'utf8'))
  const { lines, dim, inverse, ...rest } = fixture.parse(raw)
  return {
    ...rest,
    outputBytes: 1,
    lastOutputAt: 0,
    inputBytes: 0,
    lines: lines.map((text, row) => ({ text, dim: dim[row] ?? [], inverse: inverse[row] ?? [] })),
  }
}

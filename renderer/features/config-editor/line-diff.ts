/** One line of a comparison. Lines count from 1; `null` on the side where it is not. */
export interface DiffLine {
  kind: 'added' | 'removed' | 'same' | 'gap'
  text: string
  before: number | null
  after: number | null
}

/** Unchanged lines shown around a change. */
const CONTEXT = 3
/** Cells of the comparison's table; above it, whole blocks are shown as replaced, which stays fast and true. */
const MOST_CELLS = 4_000_000

/** What changed between two texts, line by line, with some of what stayed around it. Empty when nothing did. */
export function lineDiff(before: string, after: string): DiffLine[] {
  if (before === after) return []
  return withGaps(allLines(linesOf(before), linesOf(after)))
}

/** How many lines came and went. */
export function diffSize(lines: readonly DiffLine[]): { added: number; removed: number } {
  const count = (kind: DiffLine['kind']) => lines.filter((line) => line.kind === kind).length
  return { added: count('added'), removed: count('removed') }
}

/** Lines keep their ends while they are compared, so that a change of line ends alone is seen. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function allLines(a: readonly string[], b: readonly string[]): DiffLine[] {
  const most = Math.min(a.length, b.length)
  let head = 0
  while (head < most && a[head] === b[head]) head += 1
  let tail = 0
  while (tail < most - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1
  const middle = compared(a.slice(head, a.length - tail), b.slice(head, b.length - tail))
  const kinds: Array<DiffLine['kind']> = [
    ...Array<'same'>(head).fill('same'),
    ...middle,
    ...Array<'same'>(tail).fill('same'),
  ]
  let [inA, inB] = [0, 0]
  return kinds.map((kind) => {
    const text = (kind === 'added' ? b[inB] : a[inA]) ?? ''
    const before = kind === 'added' ? null : ++inA
    const after = kind === 'removed' ? null : ++inB
    return { kind, text: text.replace(/\r?\n$/, ''), before, after }
  })
}

/** By the longest common subsequence. */
function compared(a: readonly string[], b: readonly string[]): Array<'added' | 'removed' | 'same'> {
  const width = b.length + 1
  if ((a.length + 1) * width > MOST_CELLS)
    return [...a.map(() => 'removed' as const), ...b.map(() => 'added' as const)]
  const common = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number) => common[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const kinds: Array<'added' | 'removed' | 'same'> = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      kinds.push('same')
      i += 1
      j += 1
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) {
      kinds.push('removed')
      i += 1
    } else {
      kinds.push('added')
      j += 1
    }
  }
  return kinds
}

function withGaps(lines: readonly DiffLine[]): DiffLine[] {
  const near = lines.map(() => false)
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'same') continue
    for (let at = Math.max(0, index - CONTEXT); at <= Math.min(lines.length - 1, index + CONTEXT); at++)
      near[at] = true
  }
  return lines.flatMap((line, index): DiffLine[] => {
    if (near[index]) return [line]
    const isFirst = index === 0 || near[index - 1] === true
    if (!isFirst) return []
    const next = near.indexOf(true, index)
    const count = (next === -1 ? lines.length : next) - index
    return [
      {
        kind: 'gap',
        text: `${count} unchanged ${count === 1 ? 'line' : 'lines'}`,
        before: null,
        after: null,
      },
    ]
  })
}

/** Lines of a diff that belong together: consecutive ones of the same kind, so that a large diff is few elements. */
export interface DiffBlock {
  kind: 'file' | 'place' | 'added' | 'removed' | 'same'
  /** Without the last line's end. */
  text: string
}

/** Lines before the first hunk of a file that belong to its heading. */
const HEADING =
  /^(diff |index |--- |\+\+\+ |new file|deleted file|old mode|new mode|similarity |rename |copy |GIT binary|Binary files)/

/** A unified diff in blocks. Joined by line ends, the blocks are the text again. */
export function diffBlocks(text: string): DiffBlock[] {
  const blocks: DiffBlock[] = []
  let left = { old: 0, new: 0 }
  for (const line of text.split('\n')) {
    const kind = kindOf(line, left.old > 0 || left.new > 0)
    if (kind === 'place') left = hunkSize(line)
    else if (kind !== 'file' && (left.old > 0 || left.new > 0)) left = taken(left, kind)
    const last = blocks.at(-1)
    // A heading begins with its `diff` line; two files in a row are two headings.
    if (last?.kind === kind && !(kind === 'file' && line.startsWith('diff '))) last.text += `\n${line}`
    else blocks.push({ kind, text: line })
  }
  return blocks
}

/** Inside a hunk only the first character counts: a removed line may look like a heading. */
function kindOf(line: string, inHunk: boolean): DiffBlock['kind'] {
  if (inHunk) {
    if (line.startsWith('+')) return 'added'
    if (line.startsWith('-')) return 'removed'
    return 'same'
  }
  if (line.startsWith('@@')) return 'place'
  return HEADING.test(line) ? 'file' : 'same'
}

/** How many lines of either side follow, as the hunk's own line says. */
function hunkSize(line: string): { old: number; new: number } {
  const found = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line)
  if (!found) return { old: 0, new: 0 }
  return { old: Number(found[1] ?? 1), new: Number(found[2] ?? 1) }
}

function taken(left: { old: number; new: number }, kind: DiffBlock['kind']): { old: number; new: number } {
  return {
    old: kind === 'added' ? left.old : left.old - 1,
    new: kind === 'removed' ? left.new : left.new - 1,
  }
}

import { statSync, watch, type FSWatcher } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import type { TrackingView } from '#shared/contract/views'

/** Editors and agents write a file in several steps; this long after the last one it is read again. In milliseconds. */
const SETTLE_MS = 120
/** More of a file is not read: a checklist is a page of text. In bytes. */
const MAX_BYTES = 1024 * 1024
/** Characters of a heading. */
const MAX_HEADING = 200

/** What a checklist says. */
export type Checklist = Pick<TrackingView, 'done' | 'total' | 'heading'>

const ITEM = /^[\s>]*(?:[-*+]|\d{1,9}[.)])\s+\[([ xX])\](?:\s|$)/
const HEADING = /^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$/
const FENCE = /^\s*(```+|~~~+)/

/** Counts the items of a Markdown checklist, nested ones included; what stands in a fenced block is code. */
export function readChecklist(text: string): Checklist {
  let done = 0
  let total = 0
  let heading: string | null = null
  let fence: string | undefined
  for (const line of text.split(/\r?\n/)) {
    const mark = FENCE.exec(line)?.[1]
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined
      continue
    }
    if (mark !== undefined) {
      fence = mark
      continue
    }
    const tick = ITEM.exec(line)?.[1]
    if (tick !== undefined) {
      total++
      if (tick !== ' ') done++
    }
    const title: string | undefined = heading === null ? HEADING.exec(line)?.[1] : undefined
    if (title !== undefined && title !== '') heading = title.replace(/\p{C}/gu, '').slice(0, MAX_HEADING)
  }
  return { done, total, heading }
}

/** The tracking files of the open runs: read, watched and told about. The deck never writes them. */
export class TrackingFiles {
  private readonly files = new Map<string, TrackingFile>()

  constructor(private readonly changed: (view: TrackingView) => void) {}

  /** Follows the file that a run's config names now; none when it is undefined. */
  async follow(run: string, directory: string, file: string | undefined): Promise<void> {
    const known = this.files.get(run)
    if (known?.file === file && known?.directory === directory) return
    known?.close()
    this.files.delete(run)
    if (file === undefined) return
    const followed = new TrackingFile(run, directory, file, this.changed)
    this.files.set(run, followed)
    await followed.look()
  }

  /** As it was when it was read last; null for a run without one. */
  view(run: string): TrackingView | null {
    return this.files.get(run)?.view ?? null
  }

  drop(run: string): void {
    this.files.get(run)?.close()
    this.files.delete(run)
  }

  close(): void {
    for (const file of this.files.values()) file.close()
    this.files.clear()
  }
}

class TrackingFile {
  view: TrackingView
  private watcher: FSWatcher | undefined
  private watched = ''
  private timer: NodeJS.Timeout | undefined
  private closed = false

  constructor(
    run: string,
    readonly directory: string,
    readonly file: string,
    private readonly changed: (view: TrackingView) => void,
  ) {
    this.view = { run, file, exists: false, done: 0, total: 0, heading: null, changedAt: null }
    this.watch()
  }

  /** Reads the file, and tells when it is not what it was. */
  async look(): Promise<void> {
    const { run, file } = this.view
    const read = await readStart(join(this.directory, file)).catch(() => undefined)
    if (this.closed) return
    const view: TrackingView = read
      ? { run, file, exists: true, ...readChecklist(read.text), changedAt: Math.round(read.changedAt) }
      : { run, file, exists: false, done: 0, total: 0, heading: null, changedAt: null }
    // Its folder may have come to be, or gone; what was written before it was watched has to be read once more.
    if (this.watch()) this.stirred()
    if (JSON.stringify(view) === JSON.stringify(this.view)) return
    this.view = view
    this.changed(view)
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
    this.watcher?.close()
  }

  /** The folder is watched, not the file: editors replace files. While it is missing, the nearest one above is. True when it is another one than before. */
  private watch(): boolean {
    if (this.closed) return false
    let folder = dirname(join(this.directory, this.file))
    for (;;) {
      try {
        // A folder that was replaced has the same name and is another one.
        const which = `${folder} ${statSync(folder).ino}`
        if (which === this.watched) return false
        const watcher = watch(folder, () => this.stirred())
        watcher.on('error', () => this.unwatch(watcher))
        this.watcher?.close()
        this.watcher = watcher
        this.watched = which
        return true
      } catch {
        if (folder === this.directory || !folder.startsWith(this.directory + sep)) return false
        folder = dirname(folder)
      }
    }
  }

  private unwatch(watcher: FSWatcher): void {
    watcher.close()
    if (this.watcher !== watcher) return
    this.watcher = undefined
    this.watched = ''
    this.stirred()
  }

  private stirred(): void {
    if (this.closed) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.look(), SETTLE_MS)
  }
}

/** The beginning of a file, as much as is counted. Anything but a file is as good as missing. */
async function readStart(file: string): Promise<{ text: string; changedAt: number } | undefined> {
  // Opening a pipe would wait for whoever writes into it.
  const info = await stat(file)
  if (!info.isFile()) return undefined
  const handle = await open(file, 'r')
  try {
    const buffer = Buffer.alloc(Math.min(info.size, MAX_BYTES))
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0)
    return { text: buffer.toString('utf8', 0, bytesRead), changedAt: info.mtimeMs }
  } finally {
    await handle.close()
  }
}

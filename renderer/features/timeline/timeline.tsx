import { useEffect, useRef } from 'react'
import { VList, type VListHandle } from 'virtua'
import type { Run, TimelineEntry } from '#shared/model/state'
import { useView } from '../../state/deck'
import { showDocument } from '../../state/navigation'
import { useNow } from '../../ui/now'
import { clockText, exactTime } from '../../ui/time'
import { entryDocument } from './entry-document'
import './timeline.css'

/** Pixels from the end within which the list follows new entries. */
const NEAR_END = 40
/** Milliseconds for which good news are green, while the colour fades. */
const FRESH = 8000

/** Milliseconds after a wheel, a key or a press in which the list moves by the person's hand. */
const BY_HAND = 500

/** Who told whom what, when, and how it was proven; newest at the end. */
export function Timeline({ run }: { run: Run }) {
  const list = useRef<VListHandle>(null)
  const section = useRef<HTMLElement>(null)
  const following = useRef(true)
  const touchedAt = useRef(-Infinity)
  const count = run.timeline.length
  useEffect(() => {
    const follow = () => following.current && showEnd(list.current, count)
    follow()
    // The task above grows and shrinks, and the window does.
    const sizes = new ResizeObserver(follow)
    if (section.current) sizes.observe(section.current)
    return () => sizes.disconnect()
  }, [count])
  const touched = () => {
    touchedAt.current = performance.now()
  }
  return (
    <section
      ref={section}
      className="timeline"
      aria-label="Timeline"
      role="region"
      data-region
      onWheel={touched}
      onTouchMove={touched}
      onKeyDown={touched}
      onPointerDown={touched}
      onPointerMove={(event) => event.buttons !== 0 && touched()}
    >
      <h2 className="section-title">Timeline</h2>
      <VList
        ref={list}
        className="timeline-list"
        role="list"
        onScroll={(offset) => {
          const handle = list.current
          if (!handle) return
          // Entries that are measured, and a place that changes its size, move the list too: only the person leaves its end.
          if (offset + handle.viewportSize > handle.scrollSize - NEAR_END) following.current = true
          else if (performance.now() - touchedAt.current < BY_HAND) following.current = false
        }}
        onScrollEnd={() => following.current && showEnd(list.current, count)}
      >
        {run.timeline.map((entry) => (
          <Entry key={entry.seq} run={run} entry={entry} />
        ))}
      </VList>
    </section>
  )
}

function showEnd(list: VListHandle | null, count: number): void {
  if (count > 0) list?.scrollToIndex(count - 1, { align: 'end' })
}

function Entry({ run, entry }: { run: Run; entry: TimelineEntry }) {
  const now = useNow()
  const target = entryDocument(run, entry)
  const open = useView((state) => state.document[run.id])
  const isOpen = target !== null && open?.kind === target.kind && open.id === target.id
  const content = (
    <>
      <time className="figure entry-time" title={exactTime(entry.at)}>
        {clockText(entry.at)}
      </time>
      <span className="entry-body">
        <span className="entry-who">
          <b>{entry.from}</b>
          {entry.to && (
            <>
              <span aria-label="to"> → </span>
              <b>{entry.to}</b>
            </>
          )}
          <span className="entry-kind">{kindWords[entry.kind]}</span>
        </span>
        <span className="entry-text" title={target ? undefined : entry.text}>
          {entry.text}
        </span>
      </span>
    </>
  )
  return (
    <div
      role="listitem"
      className="entry"
      data-level={entry.level}
      data-kind={entry.kind}
      data-fresh={entry.level === 'good' && now - entry.at < FRESH}
    >
      {target ? (
        <button
          type="button"
          className="entry-inner"
          aria-expanded={isOpen}
          onClick={() => showDocument(run.id, isOpen ? null : target)}
        >
          {content}
        </button>
      ) : (
        <div className="entry-inner selectable">{content}</div>
      )}
    </div>
  )
}

const kindWords: Readonly<Record<TimelineEntry['kind'], string>> = {
  opened: '',
  task: 'task',
  report: 'report',
  question: 'question',
  plan: 'plan',
  answer: 'answer',
  told: 'note',
  prompt: 'your text',
  agent: '',
  check: 'check',
  delivery: '',
  note: '',
  finished: '',
  closed: '',
}

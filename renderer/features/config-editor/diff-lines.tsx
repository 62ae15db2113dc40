import { useMemo } from 'react'
import { lineDiff, type DiffLine } from './line-diff'

const signs: Record<DiffLine['kind'], string> = { added: '+', removed: '−', same: ' ', gap: '' }

/** The lines that differ from one text to the other, with some around them. */
export function DiffLines({ before, after }: { before: string; after: string }) {
  const lines = useMemo(() => lineDiff(before, after), [before, after])
  return (
    <div className="config-diff selectable" role="region" aria-label="Changes" tabIndex={0}>
      {lines.map((line, index) => (
        <div key={index} className="config-diff-line" data-kind={line.kind}>
          <span className="config-diff-number">{line.after ?? line.before ?? ''}</span>
          <span className="config-diff-sign">{signs[line.kind]}</span>
          <span>{line.text}</span>
        </div>
      ))}
    </div>
  )
}

import { useMemo, useState } from 'react'
import type { ConfigView } from '#shared/contract/config-view'
import { Button, Keys } from '../../ui/controls'
import { Dialog } from '../../ui/dialog'
import { diffSize, lineDiff, type DiffLine } from './line-diff'
import { save } from './session'

const signs: Record<DiffLine['kind'], string> = { added: '+', removed: '−', same: ' ', gap: '' }

/** What a save would change in the file, before it does. */
export function Changes({ view, onClose }: { view: ConfigView; onClose(): void }) {
  const [busy, setBusy] = useState(false)
  const lines = useMemo(() => lineDiff(view.saved ?? '', view.text), [view.saved, view.text])
  const { added, removed } = diffSize(lines)
  async function write(): Promise<void> {
    setBusy(true)
    const done = await save(view.dir)
    setBusy(false)
    if (done) onClose()
  }
  return (
    <Dialog
      title={view.saved === null ? 'Save as a new file' : 'Save these changes'}
      description={`${view.file}: ${countOf(added)} added, ${countOf(removed)} removed`}
      className="config-changes"
      onClose={onClose}
    >
      <div className="config-diff selectable" role="region" aria-label="Changes" tabIndex={0}>
        {lines.map((line, index) => (
          <div key={index} className="config-diff-line" data-kind={line.kind}>
            <span className="config-diff-number">{line.after ?? line.before ?? ''}</span>
            <span className="config-diff-sign">{signs[line.kind]}</span>
            <span>{line.text}</span>
          </div>
        ))}
      </div>
      <div className="dialog-buttons">
        <Button onClick={onClose}>Go on editing</Button>
        <Button kind="primary" autoFocus disabled={busy || !view.dirty} onClick={() => void write()}>
          Save the file
          <Keys chord="enter" />
        </Button>
      </div>
    </Dialog>
  )
}

function countOf(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`
}

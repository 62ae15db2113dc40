import { useMemo, useState } from 'react'
import type { ConfigView } from '#shared/contract/config-view'
import { Button, Keys } from '../../ui/controls'
import { Dialog } from '../../ui/dialog'
import { DiffLines } from './diff-lines'
import { diffSize, lineDiff } from './line-diff'
import { save } from './session'

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
      <DiffLines before={view.saved ?? ''} after={view.text} />
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

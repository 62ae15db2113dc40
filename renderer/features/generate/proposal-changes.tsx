import type { ConfigView } from '#shared/contract/config-view'
import { DiffLines } from '../config-editor/diff-lines'

/** What accepting would change in the file, as the text stands now. */
export function ProposalChanges({ view }: { view: ConfigView }) {
  return (
    <aside className="proposal-changes" aria-label="What accepting changes">
      <h2 className="section-title">{view.saved === null ? 'The new file' : 'What changes in the file'}</h2>
      <DiffLines before={view.saved ?? ''} after={view.text} />
    </aside>
  )
}

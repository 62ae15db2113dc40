import { useState } from 'react'
import { Check, Copy, FolderOpen } from 'lucide-react'
import type { Input } from '#shared/contract/methods'
import type { Run } from '#shared/model/state'
import { shell } from '../../app/shell'
import { useDeck } from '../../state/deck'
import type { DocumentRef } from '../../state/view-store'
import { Button } from '../../ui/controls'
import { Lessons } from '../lessons/lessons'
import { diffBlocks } from './diff-blocks'
import { DocumentFrame, takeFocus } from './document-frame'
import { evidenceWords, isChange } from './evidence'
import { RoleHistory } from './role-history'
import { StopEvidence } from '../pause/stop-evidence'
import { useDocument } from './use-document'

/** What is to be read, over the terminals. What agents wrote is never read as markup. */
export function DocumentView({ run, target }: { run: Run; target: DocumentRef }) {
  const { kind, id } = target
  if (kind === 'history') return <RoleHistory run={run} pane={id} />
  if (kind === 'lessons') return <Lessons run={run} />
  if (kind === 'stop') return <StopEvidence run={run} />
  return <Text run={run} target={{ kind, id }} />
}

/** A task, report, question or evidence as plain text. */
function Text({ run, target }: { run: Run; target: { kind: Input<'document.read'>['kind']; id: string } }) {
  // Only a tracking file changes while it is read.
  const changedAt = useDeck((state) =>
    target.kind === 'tracking' ? (state.tracking[run.id]?.changedAt ?? null) : null,
  )
  const reading = useDocument(run.id, target, changedAt)
  const [copied, setCopied] = useState(false)
  const document = reading.kind === 'shown' ? reading.document : null
  const evidence = target.kind === 'evidence' ? evidenceWords(run, target.id) : null
  const title = document && evidence ? `${document.title}: ${evidence}` : (document?.title ?? null)
  const reveal = shell.revealFile
  return (
    <DocumentFrame
      run={run.id}
      name={document?.title ?? target.kind}
      title={title}
      file={document?.file ?? null}
      actions={
        document && (
          <>
            <Button
              size="small"
              onClick={() => void shell.copyText(document.text).then(() => setCopied(true))}
            >
              {copied ? <Check size={13} /> : <Copy size={13} />}
              {copied ? 'Copied' : 'Copy text'}
            </Button>
            {reveal && (
              <Button size="small" onClick={() => void reveal(document.file)}>
                <FolderOpen size={13} />
                Show file
              </Button>
            )}
          </>
        )
      }
    >
      {reading.kind === 'failed' && <p className="document-problem">{reading.reason}</p>}
      {document && (
        <pre className="document-text selectable" tabIndex={0} ref={takeFocus}>
          {target.kind === 'evidence' && isChange(run, target.id) ? (
            <Diff text={document.text} />
          ) : (
            document.text
          )}
        </pre>
      )}
    </DocumentFrame>
  )
}

/** A diff as plain rows. The signs at the beginning of the lines say the same as the colours. */
function Diff({ text }: { text: string }) {
  return diffBlocks(text).map((block, index) => (
    <span key={index} className="diff-block" data-kind={block.kind}>
      {block.text}
      {'\n'}
    </span>
  ))
}

import { useEffect, useState } from 'react'
import { ArrowLeft, Check, Copy, FolderOpen } from 'lucide-react'
import type { Output } from '#shared/contract/methods'
import { focusFrontTerminal } from '../../app/commands'
import { shell } from '../../app/shell'
import { link, reasonOf } from '../../state/deck'
import { showDocument } from '../../state/navigation'
import type { DocumentRef } from '../../state/view-store'
import { Button, IconButton, Tooltip } from '../../ui/controls'
import './document.css'

type State =
  | { kind: 'loading' }
  | { kind: 'shown'; document: Output<'document.read'> }
  | { kind: 'failed'; reason: string }

/** The keyboard scrolls the text as soon as it is there. */
function takeFocus(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true })
}

/**
 * A task, report or question as plain text over the terminals. What agents wrote is never read as markup.
 */
export function DocumentView({ run, target }: { run: string; target: DocumentRef }) {
  const [state, setState] = useState<State>({ kind: 'loading' })
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    let current = true
    link.request('document.read', { run, kind: target.kind, id: target.id }).then(
      (document) => current && setState({ kind: 'shown', document }),
      (error: unknown) => current && setState({ kind: 'failed', reason: reasonOf(error) }),
    )
    return () => {
      current = false
    }
  }, [run, target.kind, target.id])
  const close = () => {
    showDocument(run, null)
    focusFrontTerminal()
  }
  const document = state.kind === 'shown' ? state.document : null
  const reveal = shell.revealFile
  return (
    <section
      className="document"
      aria-label={`Document: ${document?.title ?? target.kind}`}
      role="region"
      data-region
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <header className="document-head">
        <IconButton label="Back to the terminal" onClick={close}>
          <ArrowLeft size={15} />
        </IconButton>
        <div className="document-title">
          <h2 className="truncate">{document?.title ?? '\u00a0'}</h2>
          {document && (
            <Tooltip text={document.file}>
              <p className="figure truncate selectable">{document.file}</p>
            </Tooltip>
          )}
        </div>
        {document && (
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
        )}
      </header>
      {state.kind === 'failed' && <p className="document-problem">{state.reason}</p>}
      {document && (
        <pre className="document-text selectable" tabIndex={0} ref={takeFocus}>
          {document.text}
        </pre>
      )}
    </section>
  )
}

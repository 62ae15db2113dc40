import { useState, type ReactNode } from 'react'
import { ArrowLeft, Check, Copy, FolderOpen } from 'lucide-react'
import type { Run } from '#shared/model/state'
import { focusFrontTerminal } from '../../app/commands'
import { shell } from '../../app/shell'
import { showDocument } from '../../state/navigation'
import type { DocumentRef } from '../../state/view-store'
import { Button, IconButton, Tooltip } from '../../ui/controls'
import { diffBlocks } from './diff-blocks'
import { checkOf } from './evidence'
import { RoleHistory } from './role-history'
import { useDocument } from './use-document'
import './document.css'

/** The keyboard scrolls the text as soon as it is there. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true })
}

/** What is to be read, over the terminals. What agents wrote is never read as markup. */
export function DocumentView({ run, target }: { run: Run; target: DocumentRef }) {
  const { kind, id } = target
  return kind === 'history' ? <RoleHistory run={run} pane={id} /> : <Text run={run} target={{ kind, id }} />
}

/** A task, report, question or evidence as plain text. */
function Text({
  run,
  target,
}: {
  run: Run
  target: { kind: Exclude<DocumentRef['kind'], 'history'>; id: string }
}) {
  const reading = useDocument(run.id, target)
  const [copied, setCopied] = useState(false)
  const document = reading.kind === 'shown' ? reading.document : null
  const evidence = target.kind === 'evidence' ? checkOf(run, target.id) : null
  const title =
    document && evidence
      ? `${document.title}: ${evidence.check.name}, ${evidence.check.detail}`
      : (document?.title ?? null)
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
          {evidence?.check.kind === 'edits' ? <Diff text={document.text} /> : document.text}
        </pre>
      )}
    </DocumentFrame>
  )
}

/** The bar over what is read, and the way back. */
export function DocumentFrame({
  run,
  name,
  title,
  file,
  actions,
  children,
}: {
  run: string
  /** Accessible name, after "Document: ". */
  name: string
  title: string | null
  file: string | null
  actions?: ReactNode
  children: ReactNode
}) {
  const close = () => {
    showDocument(run, null)
    focusFrontTerminal()
  }
  return (
    <section
      className="document"
      aria-label={`Document: ${name}`}
      role="region"
      data-region
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <header className="document-head">
        <IconButton label="Back to the terminal" onClick={close}>
          <ArrowLeft size={15} />
        </IconButton>
        <div className="document-title">
          <h2 className="truncate" title={title ?? undefined}>
            {title ?? '\u00a0'}
          </h2>
          {file && (
            <Tooltip text={file}>
              <p className="figure truncate selectable">{file}</p>
            </Tooltip>
          )}
        </div>
        {actions}
      </header>
      {children}
    </section>
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

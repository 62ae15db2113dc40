import type { ReactNode } from 'react'
import { ArrowLeft } from 'lucide-react'
import { focusFrontTerminal } from '../../app/commands'
import { showDocument } from '../../state/navigation'
import { IconButton, Tooltip } from '../../ui/controls'
import './document.css'

/** The keyboard scrolls the text as soon as it is there. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true })
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

import { showDocument } from '../../state/navigation'
import type { DocumentRef } from '../../state/view-store'
import { Button } from '../../ui/controls'
import { useDocument } from './use-document'

/** Characters of a text shown among others; the whole is one click away. */
const MOST = 6000

/** The beginning of a text, or its end, with a way to the rest. */
export function Excerpt({
  run,
  target,
  read = (text) => text,
  from = 'beginning',
}: {
  run: string
  target: { kind: 'task' | 'report' | 'evidence'; id: string }
  read?: (text: string) => string
  /** Where it says what matters. */
  from?: 'beginning' | 'end'
}) {
  const reading = useDocument(run, target)
  if (reading.kind === 'failed') return <p className="document-problem">{reading.reason}</p>
  if (reading.kind === 'loading') return <p className="history-none">{'\u00a0'}</p>
  const text = read(reading.document.text)
  const whole: DocumentRef = target
  return (
    <>
      <pre className="history-text selectable">
        {from === 'end' ? text.slice(-MOST) : text.slice(0, MOST)}
      </pre>
      {text.length > MOST && (
        <Button size="small" onClick={() => showDocument(run, whole)}>
          Read all of it
        </Button>
      )}
    </>
  )
}

import { ArrowLeft } from 'lucide-react'
import { Button } from '../../ui/controls'
import { endTry, useTried } from './editing'
import './tried-run.css'

/** Over the terminal of an agent that was started from the editor: the way back. */
export function TriedRun({ run }: { run: string }) {
  const tried = useTried(run)
  if (!tried) return null
  return (
    <aside className="tried-run" aria-label="Started from the editor">
      <p>
        <code className="truncate">{tried.command}</code> as the editor starts it. Nothing is delegated here.
      </p>
      <Button size="small" onClick={() => void endTry(run, tried.dir)}>
        <ArrowLeft size={13} />
        End it, back to the editor
      </Button>
    </aside>
  )
}

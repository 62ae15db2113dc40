import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { Play, Square } from 'lucide-react'
import type { GateTry } from '#shared/contract/config-view'
import { ask } from '../../state/deck'
import { Button } from '../../ui/controls'
import { useNow } from '../../ui/now'
import { durationText, tookText } from '../../ui/time'
import type { FormTable } from './fields'
import { flushHeld } from './session'

type Ended = Extract<GateTry, { kind: 'ended' }>
type Shown =
  | { kind: 'nothing' }
  | { kind: 'asked'; command: string }
  | { kind: 'running'; since: number }
  | { kind: 'ended'; result: Ended }

let tries = 0

/** Runs a check in the folder as it stands, with a question first where the folder's commands are not agreed to. */
export function GateTryRow({ table: { dir, path, name } }: { table: FormTable }) {
  const [shown, setShown] = useState<Shown>({ kind: 'nothing' })
  const running = useRef<string | null>(null)
  const label = useId()
  const stop = useCallback((): void => {
    if (running.current !== null) void ask('config.stop-gate', { dir, try: running.current })
  }, [dir])
  // What nobody sees any more is not run on: another form, or the window is loaded again.
  useEffect(() => {
    window.addEventListener('pagehide', stop)
    return () => {
      window.removeEventListener('pagehide', stop)
      stop()
    }
  }, [stop])

  async function run(agreed?: string): Promise<void> {
    flushHeld()
    const id = `${Date.now()}-${++tries}`
    running.current = id
    setShown({ kind: 'running', since: Date.now() })
    const result = await ask('config.run-gate', {
      dir,
      gate: path,
      try: id,
      ...(agreed === undefined ? {} : { agreed }),
    })
    if (running.current !== id) return
    running.current = null
    if (result === null) setShown({ kind: 'nothing' })
    else if (result.kind === 'ask') setShown({ kind: 'asked', command: result.command })
    else setShown({ kind: 'ended', result })
  }

  return (
    <div className="config-try">
      {shown.kind === 'asked' ? (
        <div className="config-try-ask" role="group" aria-labelledby={label}>
          <p id={label}>
            Run <code>{shown.command}</code> in <span className="selectable">{dir}</span>?
          </p>
          <Button size="small" kind="primary" autoFocus onClick={() => void run(shown.command)}>
            Run it
          </Button>
          <Button size="small" onClick={() => setShown({ kind: 'nothing' })}>
            Not now
          </Button>
        </div>
      ) : (
        <div className="config-prompt-foot">
          {shown.kind === 'running' ? (
            <Button size="small" onClick={stop}>
              <Square size={11} />
              Stop {name}
            </Button>
          ) : (
            <Button size="small" onClick={() => void run()}>
              <Play size={12} />
              Run {name} now
            </Button>
          )}
          <span
            className="config-try-result"
            role="status"
            data-how={shown.kind === 'ended' ? shown.result.how : ''}
          >
            {shown.kind === 'running' && <Elapsed since={shown.since} />}
            {shown.kind === 'ended' && resultText(shown.result)}
          </span>
        </div>
      )}
      {shown.kind === 'ended' && <Output result={shown.result} name={name} />}
    </div>
  )
}

function Elapsed({ since }: { since: number }) {
  const now = useNow()
  return <span className="figure">Running, {durationText(now - since)}</span>
}

function Output({ result: { output, cut }, name }: { result: Ended; name: string }) {
  const end = useRef<HTMLPreElement>(null)
  useEffect(() => {
    if (end.current) end.current.scrollTop = end.current.scrollHeight
  }, [output])
  if (output.trim() === '') return <p className="config-help">It printed nothing.</p>
  return (
    <pre ref={end} className="config-try-output selectable" tabIndex={0} aria-label={`Output of ${name}`}>
      {cut && '[… the beginning is left out …]\n'}
      {output}
    </pre>
  )
}

function resultText({ how, code, reason, took }: Ended): string {
  const time = tookText(took)
  if (how === 'passed') return `Passed in ${time}`
  if (how === 'stopped') return `Stopped after ${time}`
  if (how === 'timed-out') return `Ended after ${time}: its time was over`
  return code === null ? `Failed: ${reason ?? 'ended'}` : `Failed with exit code ${code} after ${time}`
}

import type { ReactNode } from 'react'
import type { ConfigView } from '#shared/contract/config-view'
import { Button } from '../../ui/controls'
import { change } from './session'

/** Something to decide before the work goes on, above the form. */
export function Strip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="config-strip" role="alert">
      <p>{text}</p>
      <span className="config-strip-actions">{children}</span>
    </div>
  )
}

/** What happened to the file outside, and the choice where it meets the person's changes. */
export function Notices({ view: { dir, notice, conflict } }: { view: ConfigView }) {
  const resolve = (how: 'merged' | 'mine' | 'theirs') => () => void change('config.resolve', { dir, how })
  if (conflict) {
    return (
      <Strip text={`The file was changed on disk in the same place. ${conflict.reasons.join(' ')}`}>
        <Button size="small" onClick={resolve('theirs')}>
          Take the file
        </Button>
        <Button size="small" onClick={resolve('mine')}>
          Keep my text
        </Button>
        <Button size="small" onClick={resolve('merged')}>
          Take the file there, keep my other changes
        </Button>
      </Strip>
    )
  }
  return notice ? <p className="config-notice">{notice}</p> : null
}

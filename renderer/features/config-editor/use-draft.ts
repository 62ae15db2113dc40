import { useCallback, useEffect, useRef, useState } from 'react'
import { holdBack } from './session'

/** Pause in typing after which a field is sent. In milliseconds. */
const PAUSE_MS = 350

/** What a field shows while somebody types, which is sent in a pause, when the field is left, or before anything else is done. */
export interface Draft {
  text: string
  type(text: string): void
  /** Sends what is held back now. */
  flush(): void
}

/** Keeps a field in step with the file without taking a letter from whoever types. */
export function useDraft(value: string, send: (text: string) => void): Draft {
  const [text, setText] = useState(value)
  const waiting = useRef<{ text: string; timer: number } | null>(null)
  const latest = useRef(send)
  useEffect(() => {
    latest.current = send
  })

  const flush = useCallback(() => {
    const held = waiting.current
    if (!held) return
    window.clearTimeout(held.timer)
    waiting.current = null
    latest.current(held.text)
  }, [])
  useEffect(() => {
    if (!waiting.current) setText(value)
  }, [value])
  useEffect(() => {
    const release = holdBack(flush)
    return () => {
      flush()
      release()
    }
  }, [flush])

  return {
    text,
    type: (typed) => {
      setText(typed)
      if (waiting.current) window.clearTimeout(waiting.current.timer)
      waiting.current = { text: typed, timer: window.setTimeout(flush, PAUSE_MS) }
    },
    flush,
  }
}

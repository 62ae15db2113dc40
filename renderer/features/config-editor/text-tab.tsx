import { useEffect, useRef } from 'react'
import type { ConfigView } from '#shared/contract/config-view'
import { change, holdBack, send } from './session'
import { shownText, typedText } from './shown-text'
import { createTextEditor, type TextEditor } from './text-editor'

/** Pause in typing after which the text is read again. In milliseconds. */
const PAUSE_MS = 250

const textLabel = { 'aria-label': 'Text of the config' } as const

/** Where the cursor is to go; a new object for each wish. */
export interface Place {
  line: number
  column: number
}

/** The file as text, with the same problems and the same history as the forms. */
export default function TextTab({ view, place }: { view: ConfigView; place: Place | null }) {
  const parent = useRef<HTMLDivElement>(null)
  const editor = useRef<TextEditor | null>(null)
  const waiting = useRef<{ shown: string; timer: number } | null>(null)
  /** What the engine had when it was last heard, and what was sent to it since. */
  const known = useRef(view.text)
  const { dir } = view

  useEffect(() => {
    if (!parent.current) return
    const flush = () => {
      const held = waiting.current
      if (!held) return
      window.clearTimeout(held.timer)
      waiting.current = null
      known.current = typedText(known.current, held.shown)
      void send('config.text', { dir, text: known.current })
    }
    const created = createTextEditor(parent.current, shownText(known.current), 'toml', textLabel, {
      typed: (shown) => {
        if (waiting.current) window.clearTimeout(waiting.current.timer)
        waiting.current = { shown, timer: window.setTimeout(flush, PAUSE_MS) }
      },
      undo: () => void change('config.undo', { dir }),
      redo: () => void change('config.redo', { dir }),
    })
    editor.current = created
    const release = holdBack(flush)
    return () => {
      flush()
      release()
      created.destroy()
      editor.current = null
    }
  }, [dir])

  useEffect(() => {
    // While somebody types, theirs is the newest text; the answer to it comes in a moment.
    if (waiting.current) return
    known.current = view.text
    editor.current?.show(shownText(view.text))
    editor.current?.problems(view.diagnostics)
  }, [view])

  useEffect(() => {
    if (place) editor.current?.goTo(place.line, place.column)
  }, [place])

  return <div className="config-text config-code" ref={parent} data-region />
}

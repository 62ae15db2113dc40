import { useEffect, useRef } from 'react'
import { change } from './session'
import { shownText } from './shown-text'
import { createTextEditor, type TextEditor } from './text-editor'
import type { Draft } from './use-draft'

/** A long text of the config in an editor of lines. Tab goes on to the next control. */
export default function PromptEditor({ dir, label, draft }: { dir: string; label: string; draft: Draft }) {
  const parent = useRef<HTMLDivElement>(null)
  const editor = useRef<TextEditor | null>(null)
  const latest = useRef(draft)
  useEffect(() => {
    latest.current = draft
  })
  useEffect(() => {
    if (!parent.current) return
    const text = shownText(latest.current.text)
    const created = createTextEditor(
      parent.current,
      text,
      'words',
      { 'aria-label': label },
      {
        typed: (typed) => latest.current.type(typed),
        left: () => latest.current.flush(),
        undo: () => void change('config.undo', { dir }),
        redo: () => void change('config.redo', { dir }),
      },
    )
    editor.current = created
    return () => {
      created.destroy()
      editor.current = null
    }
  }, [dir, label])
  useEffect(() => {
    editor.current?.show(shownText(draft.text))
  }, [draft.text])
  return <div className="config-prompt config-code" ref={parent} />
}

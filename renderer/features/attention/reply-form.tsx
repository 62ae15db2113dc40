import { useState } from 'react'
import { Button } from '../../ui/controls'

/** A few lines to somebody, in place. Ctrl+Enter or Cmd+Enter sends, Escape leaves it. */
export function ReplyForm({
  label,
  button,
  optional = false,
  maxLength,
  onSend,
  onDone,
}: {
  label: string
  /** The verb of the button that sends. */
  button: string
  /** Whether it may be sent without a word. */
  optional?: boolean
  /** As much as the engine takes, in characters. */
  maxLength?: number
  /** @returns whether it was taken. */
  onSend(text: string): Promise<boolean>
  onDone(): void
}) {
  const [text, setText] = useState('')
  const [sending, setSending] = useState(false)
  const sendable = (optional || text.trim() !== '') && !sending
  const send = async () => {
    if (!sendable) return
    setSending(true)
    const taken = await onSend(text.trim())
    setSending(false)
    if (taken) onDone()
  }
  return (
    <form
      className="need-answer"
      ref={showWhole}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <textarea
        className="field"
        rows={3}
        aria-label={label}
        placeholder={label}
        maxLength={maxLength}
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        }}
      />
      <div className="dialog-buttons">
        <Button size="small" kind="quiet" onClick={onDone}>
          Not now
        </Button>
        <Button size="small" kind="primary" type="submit" disabled={!sendable}>
          {button}
        </Button>
      </div>
    </form>
  )
}

/** The list may be scrolled: the button is to be seen as well as the lines. */
function showWhole(form: HTMLFormElement | null): void {
  form?.scrollIntoView({ block: 'nearest' })
}

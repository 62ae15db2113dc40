import { useState } from 'react'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { IconButton } from '../ui/controls'

/** Finds text in the scrollback; Enter goes up, Shift+Enter down, Escape closes. */
export function FindBar({
  onFind,
  onClose,
}: {
  onFind(text: string, backwards: boolean): boolean
  onClose(): void
}) {
  const [text, setText] = useState('')
  const [found, setFound] = useState(true)
  const find = (wanted: string, backwards: boolean) => setFound(wanted === '' || onFind(wanted, backwards))
  return (
    <div
      className="find-bar"
      role="search"
      aria-label="Find in this terminal"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <input
        className="field"
        aria-label="Find"
        placeholder="Find"
        autoFocus
        value={text}
        data-found={found}
        onChange={(event) => {
          setText(event.target.value)
          find(event.target.value, true)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find(text, !event.shiftKey)
        }}
      />
      <span className="find-state" role="status">
        {found ? '' : 'Not found'}
      </span>
      <IconButton label="Previous match" onClick={() => find(text, true)}>
        <ChevronUp size={15} />
      </IconButton>
      <IconButton label="Next match" onClick={() => find(text, false)}>
        <ChevronDown size={15} />
      </IconButton>
      <IconButton label="Close find" onClick={onClose}>
        <X size={15} />
      </IconButton>
    </div>
  )
}

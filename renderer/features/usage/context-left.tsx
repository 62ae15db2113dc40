import { contextText, contextWords, isContextLow } from './usage-words'
import './usage.css'

/** How much of an agent's context is left, where it tells. As wide with one digit as with three. */
export function ContextLeft({ left }: { left: number | null }) {
  if (left === null) return null
  return (
    <span className="context-left figure" data-low={isContextLow(left)} title={contextWords(left)}>
      {contextText(left)}
    </span>
  )
}

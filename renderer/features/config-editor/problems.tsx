import { useState } from 'react'
import { ChevronDown, ChevronRight, Wrench } from 'lucide-react'
import type { ConfigView } from '#shared/contract/config-view'
import { Button } from '../../ui/controls'
import { change } from './session'

/** Kinds of what is said about a config, and what one is called. */
const severities = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['advice', 'suggestion'],
] as const

/** What is wrong in the text, where, and what can be done about it at a click. */
export function Problems({ view, onShow }: { view: ConfigView; onShow(line: number, column: number): void }) {
  const [chosen, setOpen] = useState<boolean | null>(null)
  const { diagnostics } = view
  const open = chosen ?? diagnostics.some((each) => each.severity !== 'advice')
  if (diagnostics.length === 0) return null
  const counted = severities.flatMap(([severity, what]) => {
    const count = diagnostics.filter((each) => each.severity === severity).length
    return count === 0 ? [] : [`${count} ${count === 1 ? what : `${what}s`}`]
  })
  return (
    <section className="config-problems" role="region" aria-label="Problems" data-region>
      <button
        type="button"
        className="config-problems-head"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
        {counted.join(', ')}
      </button>
      {open && (
        <ul>
          {diagnostics.map((each, index) => (
            <li key={`${each.line}:${each.column}:${each.message}`} data-severity={each.severity}>
              <button
                type="button"
                className="config-problem-place"
                aria-label={`Show line ${each.line} in the text`}
                onClick={() => onShow(each.line, each.column)}
              >
                {each.line}:{each.column}
              </button>
              <p className="selectable">
                <span className="visually-hidden">
                  {each.severity === 'advice' ? 'suggestion' : each.severity}:{' '}
                </span>
                {each.message}. <span className="config-problem-fix">{each.fix}</span>
              </p>
              <span className="config-problem-fixes">
                {each.fixes.map((title) => (
                  <Button
                    key={title}
                    size="small"
                    onClick={() => void change('config.fix', { dir: view.dir, diagnostic: index, title })}
                  >
                    <Wrench size={12} />
                    {title}
                  </Button>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

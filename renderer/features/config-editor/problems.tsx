import { useState } from 'react'
import { ChevronDown, ChevronRight, Wrench } from 'lucide-react'
import type { ConfigView } from '#shared/contract/config-view'
import { Button } from '../../ui/controls'
import { change } from './session'

/** What is wrong in the text, where, and what can be done about it at a click. */
export function Problems({ view, onShow }: { view: ConfigView; onShow(line: number, column: number): void }) {
  const [open, setOpen] = useState(true)
  const { diagnostics } = view
  if (diagnostics.length === 0) return null
  const errors = diagnostics.filter((each) => each.severity === 'error').length
  return (
    <section className="config-problems" role="region" aria-label="Problems" data-region>
      <button
        type="button"
        className="config-problems-head"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
        {countText(errors, 'error')}
        {errors > 0 && diagnostics.length > errors && ', '}
        {countText(diagnostics.length - errors, 'warning')}
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
                <span className="visually-hidden">{each.severity}: </span>
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

function countText(count: number, what: string): string {
  if (count === 0) return ''
  return `${count} ${count === 1 ? what : `${what}s`}`
}

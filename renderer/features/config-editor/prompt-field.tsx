import { lazy, Suspense, useState } from 'react'
import { Eye } from 'lucide-react'
import type { ConfigField } from '#shared/contract/config-fields'
import { Button } from '../../ui/controls'
import { textIn } from './config-data'
import { FieldRow, useFieldDraft, type FormTable } from './fields'
import { Preview } from './preview'

const PromptEditor = lazy(() => import('./prompt-editor'))

/** The prompt with its size, and what the agent will receive with it. */
export function PromptField({ table, field }: { table: FormTable; field: ConfigField }) {
  const [preview, setPreview] = useState(false)
  const draft = useFieldDraft(table, field)
  return (
    <>
      <FieldRow
        table={table}
        field={field}
        control={() => (
          <Suspense fallback={<div className="config-prompt" />}>
            <PromptEditor dir={table.dir} label="Prompt template" draft={draft} />
          </Suspense>
        )}
        below={
          <div className="config-prompt-foot">
            <span className="figure">{sizeText(textIn(table.data, field.key))}</span>
            <span className="spacer" />
            <Button size="small" onClick={() => setPreview(true)}>
              <Eye size={13} />
              Show what {table.name} receives
            </Button>
          </div>
        }
      />
      {preview && (
        <Preview dir={table.dir} role={table.path} name={table.name} onClose={() => setPreview(false)} />
      )}
    </>
  )
}

function sizeText(text: string): string {
  if (text === '') return 'Empty'
  const bytes = new TextEncoder().encode(text).length
  const lines = text.replace(/\n$/, '').split('\n').length
  const size = bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`
  return `${lines} ${lines === 1 ? 'line' : 'lines'}, ${size}`
}

import { useId, type ReactNode } from 'react'
import { RotateCcw } from 'lucide-react'
import { Switch, ToggleGroup } from 'radix-ui'
import type { ConfigEdit, ConfigPath } from '#shared/contract/config-edit'
import { fieldsOf, type ConfigField, type FieldLevel } from '#shared/contract/config-fields'
import { IconButton } from '../../ui/controls'
import { textIn, type Table } from './config-data'
import { edit, send } from './session'
import { useDraft, type Draft } from './use-draft'
import '../settings/settings.css'

/** A table of the file that a form shows. */
export interface FormTable {
  dir: string
  level: FieldLevel
  path: ConfigPath
  data: Table
  /** What it is called in the title of a step: "coder". */
  name: string
}

/** The fields of a table, in the order of the docs. `special` draws some of them in its own way. */
export function Fields({
  table,
  only,
  special = {},
}: {
  table: FormTable
  only?: readonly string[]
  special?: Readonly<Record<string, (field: ConfigField) => ReactNode>>
}) {
  const fields = fieldsOf(table.level).filter((field) => only === undefined || only.includes(field.key))
  return fields.map((field) => {
    const own = special[field.key]
    return own ? (
      <div key={field.key}>{own(field)}</div>
    ) : (
      <FieldRow key={field.key} table={table} field={field} />
    )
  })
}

/** One field: its name, its control, what it does and what holds when it is not set. */
export function FieldRow({
  table,
  field,
  below,
  list,
  control,
}: {
  table: FormTable
  field: ConfigField
  below?: ReactNode
  /** In place of the usual control; named by the element with this id. */
  control?: (labelId: string) => ReactNode
  /** Id of a datalist with suggestions. */
  list?: string
}) {
  const id = useId()
  const isSet = Object.hasOwn(table.data, field.key)
  const label = labelOf(field.key)
  const inline = field.kind === 'boolean' || field.kind === 'choice'
  return (
    <div className="config-field" data-inline={inline}>
      <div className="config-field-head">
        {field.kind === 'choice' || control ? (
          <span id={id}>{label}</span>
        ) : (
          <label htmlFor={id}>{label}</label>
        )}
        {isSet && !field.required && (
          <IconButton
            label={`Use the default for ${label.toLowerCase()}`}
            className="config-reset"
            onClick={() =>
              void edit(table.dir, `Reset ${label.toLowerCase()} of ${table.name}`, [
                { op: 'unset', path: [...table.path, field.key] },
              ])
            }
          >
            <RotateCcw size={12} />
          </IconButton>
        )}
      </div>
      {control ? (
        control(id)
      ) : (
        <Control table={table} field={field} id={id} {...(list === undefined ? {} : { list })} />
      )}
      {below}
      <p className="config-help" id={`${id}-help`}>
        {field.help}
        {inline && field.otherwise !== undefined && <> Default: {shownValue(field.otherwise)}.</>}
      </p>
    </div>
  )
}

/** A field's own control. `list`: where its suggestions are. */
interface ControlProps {
  table: FormTable
  field: ConfigField
  id: string
  list?: string
}

function Control({ table, field, id, list }: ControlProps) {
  const value = table.data[field.key]
  const set = (next: string | boolean) =>
    void edit(table.dir, titleOf(table, field), [setting(table, field, next)])
  if (field.kind === 'boolean') {
    return (
      <Switch.Root
        id={id}
        className="switch"
        aria-describedby={`${id}-help`}
        checked={typeof value === 'boolean' ? value : field.otherwise === true}
        onCheckedChange={set}
      >
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    )
  }
  if (field.kind === 'choice') {
    return (
      <ToggleGroup.Root
        className="segmented"
        type="single"
        aria-labelledby={id}
        aria-describedby={`${id}-help`}
        value={typeof value === 'string' ? value : String(field.otherwise)}
        onValueChange={(chosen) => chosen !== '' && set(chosen)}
      >
        {field.choices?.map((choice) => (
          <ToggleGroup.Item key={choice} value={choice}>
            {capitalised(choice)}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
    )
  }
  return <TextControl table={table} field={field} id={id} {...(list === undefined ? {} : { list })} />
}

function TextControl({ table, field, id, list }: ControlProps) {
  const draft = useFieldDraft(table, field)
  const problem = numberProblem(field, draft.text)
  const shared = {
    id,
    className: `field ${field.kind === 'long' || field.key === 'command' ? 'mono' : ''}`,
    value: draft.text,
    spellCheck: field.kind === 'long',
    'aria-describedby': `${id}-help`,
    'aria-invalid': problem !== null,
    placeholder: field.otherwise === undefined ? '' : shownValue(field.otherwise),
    onBlur: draft.flush,
  }
  return (
    <>
      {field.kind === 'long' ? (
        <textarea {...shared} rows={3} onChange={(event) => draft.type(event.target.value)} />
      ) : (
        <input
          {...shared}
          list={list}
          inputMode={field.kind === 'integer' ? 'numeric' : field.kind === 'number' ? 'decimal' : 'text'}
          onChange={(event) => draft.type(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && draft.flush()}
        />
      )}
      {problem && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  )
}

/** What is being written into a field, kept in step with the file. */
export function useFieldDraft(table: FormTable, field: ConfigField): Draft {
  return useDraft(writtenValue(table.data, field), (text) => {
    const next = editFor(table, field, text)
    if (next) void send('config.edit', { dir: table.dir, edits: [next], title: titleOf(table, field) })
  })
}

/** How a field's value is written in its control. */
function writtenValue(data: Table, field: ConfigField): string {
  const value = data[field.key]
  if (field.kind === 'texts' && Array.isArray(value)) return value.join(', ')
  return typeof value === 'number' ? String(value) : textIn(data, field.key)
}

/** What a typed text means for the file; null while it is no value. An emptied field goes back to its default. */
function editFor(table: FormTable, field: ConfigField, text: string): ConfigEdit | null {
  if (numberProblem(field, text) !== null) return null
  if (text.trim() === '' && !field.required) return { op: 'unset', path: [...table.path, field.key] }
  return setting(table, field, text)
}

function setting(table: FormTable, field: ConfigField, value: string | boolean): ConfigEdit {
  const path = [...table.path, field.key]
  if (typeof value === 'boolean') return { op: 'set', path, value }
  if (field.kind === 'integer' || field.kind === 'number') return { op: 'set', path, value: Number(value) }
  if (field.kind !== 'texts') return { op: 'set', path, value }
  const texts = value
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  return { op: 'set', path, value: texts }
}

function numberProblem(field: ConfigField, text: string): string | null {
  if (text.trim() === '') return null
  if (field.kind === 'integer' && !/^\s*-?\d{1,15}\s*$/.test(text)) return 'Write a whole number.'
  if (field.kind === 'number' && !/^\s*-?\d{1,15}(\.\d{1,9})?\s*$/.test(text))
    return 'Write a number, such as 1.5.'
  return null
}

function titleOf(table: FormTable, field: ConfigField): string {
  return `Change ${labelOf(field.key).toLowerCase()} of ${table.name}`
}

/** `prompt_template` as "Prompt template". */
function labelOf(key: string): string {
  if (key === 'cost_usd') return 'Cost in US dollars'
  return capitalised(key.replaceAll('_', ' '))
}

function shownValue(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return String(value)
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

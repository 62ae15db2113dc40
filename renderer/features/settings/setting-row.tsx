import { useId, useState } from 'react'
import { RotateCcw } from 'lucide-react'
import { Switch, ToggleGroup } from 'radix-ui'
import { Settings, defaultSettings } from '#shared/contract/views'
import { changeSettings } from '../../app/commands'
import { useDeck } from '../../state/deck'
import { Button, IconButton } from '../../ui/controls'
import { valueText, type SettingItem } from './settings-list'

/** One setting: what it does, its control, its default, and the way back to that. */
export function SettingRow({ item }: { item: SettingItem }) {
  const value = useDeck((state) => state.settings[item.key])
  const id = useId()
  const differs = value !== defaultSettings[item.key]
  return (
    <div className="setting" data-changed={differs}>
      <div className="setting-head">
        {item.kind === 'choice' ? (
          <span id={id}>{item.title}</span>
        ) : (
          <label htmlFor={id}>{item.title}</label>
        )}
        {differs && (
          <IconButton
            label={`Reset ${item.title.toLowerCase()} to ${valueText(item, defaultSettings[item.key])}`}
            className="setting-reset"
            onClick={() => changeSettings({ [item.key]: defaultSettings[item.key] })}
          >
            <RotateCcw size={12} />
          </IconButton>
        )}
      </div>
      <Control item={item} id={id} value={value} />
      <p className="setting-help" id={`${id}-help`}>
        {item.help} Default: {valueText(item, defaultSettings[item.key])}.
      </p>
    </div>
  )
}

function Control({
  item,
  id,
  value,
}: {
  item: SettingItem
  id: string
  value: Settings[SettingItem['key']]
}) {
  const help = `${id}-help`
  switch (item.kind) {
    case 'choice':
      return (
        <ToggleGroup.Root
          className="segmented"
          type="single"
          aria-labelledby={id}
          aria-describedby={help}
          value={String(value)}
          onValueChange={(chosen) => set(item, chosen)}
        >
          {item.choices.map((choice) => (
            <ToggleGroup.Item key={choice.value} value={choice.value}>
              {choice.label}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
      )
    case 'switch':
      return (
        <Switch.Root
          id={id}
          className="switch"
          aria-describedby={help}
          checked={value === true}
          onCheckedChange={(checked) => set(item, checked)}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
      )
    case 'number':
      return <Stepper item={item} id={id} value={Number(value)} />
    case 'text':
      return <TextSetting item={item} id={id} value={String(value)} />
  }
}

function Stepper({ item, id, value }: { item: SettingItem & { kind: 'number' }; id: string; value: number }) {
  const { min, max, step, unit, title } = item
  const [typed, setTyped] = useState<string | null>(null)
  const put = (next: number) => {
    if (Number.isFinite(next)) set(item, Math.min(max, Math.max(min, Math.round(next))))
  }
  const take = () => {
    if (typed !== null && typed.trim() !== '') put(Number(typed))
    setTyped(null)
  }
  return (
    <span className="stepper">
      <Button
        size="small"
        aria-label={`Less: ${title.toLowerCase()}`}
        disabled={value <= min}
        onClick={() => put(value - step)}
      >
        −
      </Button>
      <input
        id={id}
        className="field stepper-value"
        inputMode="numeric"
        aria-describedby={`${id}-help`}
        value={typed ?? String(value)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take()
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
          event.preventDefault()
          setTyped(null)
          put(value + (event.key === 'ArrowUp' ? step : -step))
        }}
      />
      <span className="figure">{unit}</span>
      <Button
        size="small"
        aria-label={`More: ${title.toLowerCase()}`}
        disabled={value >= max}
        onClick={() => put(value + step)}
      >
        +
      </Button>
    </span>
  )
}

function TextSetting({ item, id, value }: { item: SettingItem; id: string; value: string }) {
  const [typed, setTyped] = useState<string | null>(null)
  const take = () => {
    if (typed !== null && typed !== value) set(item, typed)
    setTyped(null)
  }
  return (
    <input
      id={id}
      className="field mono setting-text"
      aria-describedby={`${id}-help`}
      spellCheck={false}
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  )
}

/** Only what the engine takes is sent. */
function set(item: SettingItem, value: string | number | boolean): void {
  const change = Settings.partial().safeParse({ [item.key]: value })
  if (change.success) changeSettings(change.data)
}

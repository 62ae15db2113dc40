import { useId } from 'react'
import { ToggleGroup, Switch } from 'radix-ui'
import type { Settings } from '#shared/contract/views'
import { changeSettings } from '../../app/commands'
import { shell } from '../../app/shell'
import { useDeck } from '../../state/deck'
import { closeDialog } from '../../state/view-store'
import { Button } from '../../ui/controls'
import { Dialog } from '../../ui/dialog'
import './settings.css'

const themes: ReadonlyArray<{ value: Settings['theme']; label: string }> = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** What can be set; every change is in force at once. */
export function SettingsDialog() {
  const settings = useDeck((state) => state.settings)
  const version = useDeck((state) => state.version)
  return (
    <Dialog title="Settings" className="settings" onClose={closeDialog}>
      <div className="settings-body">
        <Row label="Theme">
          <ToggleGroup.Root
            className="segmented"
            type="single"
            aria-label="Theme"
            value={settings.theme}
            onValueChange={(value) => {
              const chosen = themes.find((theme) => theme.value === value)
              if (chosen) changeSettings({ theme: chosen.value })
            }}
          >
            {themes.map((theme) => (
              <ToggleGroup.Item key={theme.value} value={theme.value}>
                {theme.label}
              </ToggleGroup.Item>
            ))}
          </ToggleGroup.Root>
        </Row>
        <FontSize size={settings.terminalFontSize} />
        <h3 className="section-title">Notifications</h3>
        <Toggle
          label="When a role reports its work"
          value={settings.notifyReports}
          onChange={(notifyReports) => changeSettings({ notifyReports })}
        />
        <Toggle
          label="When an agent waits for you"
          value={settings.notifyWaiting}
          onChange={(notifyWaiting) => changeSettings({ notifyWaiting })}
        />
        <Toggle
          label="When a run ends"
          value={settings.notifyFinished}
          onChange={(notifyFinished) => changeSettings({ notifyFinished })}
        />
        {shell.kind === 'browser' && (
          <p className="figure">In a browser, notifications appear in this window.</p>
        )}
      </div>
      <p className="figure selectable">DOT Agent Deck {version}</p>
    </Dialog>
  )
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="settings-row">
      <span>{label}</span>
      {children}
    </div>
  )
}

function FontSize({ size }: { size: number }) {
  const set = (next: number) => changeSettings({ terminalFontSize: Math.min(32, Math.max(8, next)) })
  return (
    <Row label="Terminal text size">
      <span className="stepper">
        <Button
          size="small"
          aria-label="Smaller terminal text"
          disabled={size <= 8}
          onClick={() => set(size - 1)}
        >
          −
        </Button>
        <output className="stepper-value">{size} px</output>
        <Button
          size="small"
          aria-label="Larger terminal text"
          disabled={size >= 32}
          onClick={() => set(size + 1)}
        >
          +
        </Button>
      </span>
    </Row>
  )
}

function Toggle({
  label,
  value,
  onChange,
}: {
  label: string
  value: boolean
  onChange(value: boolean): void
}) {
  const id = useId()
  return (
    <div className="settings-row">
      <label htmlFor={id}>{label}</label>
      <Switch.Root id={id} className="switch" checked={value} onCheckedChange={onChange}>
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </div>
  )
}

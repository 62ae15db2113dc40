import { Check, Users } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { isVacant, nameOf, panesOnShow } from '#shared/model/seats'
import type { Run } from '#shared/model/state'
import { IconButton } from '../../ui/controls'

/** Who gets the text: several roles may. At least one always does. */
export function Recipients({
  run,
  chosen,
  onChoose,
  onClosed,
}: {
  run: Run
  chosen: readonly string[]
  onChoose(panes: string[]): void
  /** The menu is gone: the keyboard goes on where the text is written. */
  onClosed(): void
}) {
  const choose = (pane: string, wanted: boolean) => {
    const next = run.paneOrder.filter((each) => (each === pane ? wanted : chosen.includes(each)))
    if (next.length > 0) onChoose(next)
  }
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <IconButton label="Send to several" className="composer-recipients" data-several={chosen.length > 1}>
          <Users size={15} />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          side="top"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            onClosed()
          }}
        >
          <DropdownMenu.Label className="menu-label">Who gets this text</DropdownMenu.Label>
          {panesOnShow(run)
            .filter((pane) => !isVacant(pane))
            .map(({ pane }) => (
              <DropdownMenu.CheckboxItem
                key={pane}
                className="menu-item"
                checked={chosen.includes(pane)}
                onCheckedChange={(wanted) => choose(pane, wanted)}
                // The menu stays open, for there is more than one to choose.
                onSelect={(event) => event.preventDefault()}
              >
                {nameOf(run, pane)}
                <DropdownMenu.ItemIndicator>
                  <Check size={14} />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.CheckboxItem>
            ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** Names in a sentence: "coder", "coder and reviewer", "coder, reviewer and auditor". */
export function namesText(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

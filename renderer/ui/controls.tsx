import { Tooltip as RadixTooltip } from 'radix-ui'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { chordKeys } from '#shared/shortcuts/chords'
import { shell } from '../app/shell'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'primary' | 'danger' | 'quiet' | 'normal'
  size?: 'small' | 'normal' | 'large'
  ref?: Ref<HTMLButtonElement>
}

/** A button with a verb on it. */
export function Button({ kind = 'normal', size = 'normal', className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={`button ${className ?? ''}`}
      data-kind={kind}
      data-size={size}
      {...rest}
    />
  )
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Accessible name, and the tooltip. */
  label: string
  keys?: string | undefined
  ref?: Ref<HTMLButtonElement>
}

/** A button that shows an icon only; its name is in the tooltip. */
export function IconButton({ label, keys, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button type="button" className={`icon-button ${className ?? ''}`} aria-label={label} {...rest} />
    </Tooltip>
  )
}

/** The keys of a chord, drawn as keys. */
export function Keys({ chord }: { chord: string }) {
  return (
    <span className="keys">
      {chordKeys(chord, shell.platform).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  )
}

/** A short text over one control, after a moment. */
export function Tooltip({
  text,
  keys,
  children,
}: {
  text: string
  keys?: string | undefined
  children: ReactNode
}) {
  return (
    <RadixTooltip.Root>
      <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
      <RadixTooltip.Portal>
        <RadixTooltip.Content className="tooltip" sideOffset={6} collisionPadding={8}>
          {text}
          {keys && <Keys chord={keys} />}
        </RadixTooltip.Content>
      </RadixTooltip.Portal>
    </RadixTooltip.Root>
  )
}

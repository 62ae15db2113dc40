import { Dialog as RadixDialog } from 'radix-ui'
import type { ReactNode } from 'react'

interface DialogProps {
  title: string
  /** A sentence under the title. */
  description?: string
  className?: string
  onClose(): void
  children: ReactNode
}

/** A dialog: titled, closed by Escape or a click beside it, and the keyboard returns to where it was. */
export function Dialog({ title, description, className, onClose, children }: DialogProps) {
  return (
    <RadixDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="dialog-scrim" />
        <RadixDialog.Content
          className={`dialog ${className ?? ''}`}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <div>
            <RadixDialog.Title asChild>
              <h2>{title}</h2>
            </RadixDialog.Title>
            {description && (
              <RadixDialog.Description className="dialog-text">{description}</RadixDialog.Description>
            )}
          </div>
          {children}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}

import { lazy, Suspense } from 'react'
import { useView } from '../state/deck'
import type { DialogState } from '../state/view-store'

const Palette = lazy(() => import('./palette'))
const ShortcutSheet = lazy(async () => ({
  default: (await import('../features/shortcut-sheet/shortcut-sheet')).ShortcutSheet,
}))
const SettingsDialog = lazy(async () => ({
  default: (await import('../features/settings/settings-dialog')).SettingsDialog,
}))
const NewAgentDialog = lazy(async () => ({
  default: (await import('../features/new-agent/new-agent-dialog')).NewAgentDialog,
}))
const GenerateDialog = lazy(async () => ({
  default: (await import('../features/generate/generate-dialog')).GenerateDialog,
}))
const FolderPicker = lazy(async () => ({
  default: (await import('../features/projects/folder-picker')).FolderPicker,
}))
const CloseRunDialog = lazy(async () => ({
  default: (await import('../features/close-run/close-run-dialog')).CloseRunDialog,
}))

/** The one dialog that is open, if any. Loaded when it is first needed. */
export function Dialogs() {
  const dialog = useView((state) => state.dialog)
  return <Suspense fallback={null}>{dialog && <Opened dialog={dialog} />}</Suspense>
}

function Opened({ dialog }: { dialog: DialogState }) {
  switch (dialog.kind) {
    case 'palette':
      return <Palette />
    case 'shortcuts':
      return <ShortcutSheet />
    case 'settings':
      return <SettingsDialog search={dialog.search ?? ''} />
    case 'new-agent':
      return <NewAgentDialog key={dialog.dir} dir={dialog.dir} />
    case 'generate':
      return <GenerateDialog key={dialog.dir} dir={dialog.dir} />
    case 'pick-folder':
      return (
        <FolderPicker
          lookingFor={dialog.lookingFor}
          {...(dialog.into === undefined ? {} : { into: dialog.into })}
          then={dialog.then}
        />
      )
    case 'close-run':
      return <CloseRunDialog run={dialog.run} />
  }
}

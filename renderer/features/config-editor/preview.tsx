import { useEffect, useState } from 'react'
import type { ConfigPath } from '#shared/contract/config-edit'
import type { RolePreview } from '#shared/contract/config-view'
import { link, reasonOf } from '../../state/deck'
import { Button } from '../../ui/controls'
import { Dialog } from '../../ui/dialog'

/** Exactly what the agent of a role is given. */
export function Preview({
  dir,
  role,
  name,
  onClose,
}: {
  dir: string
  role: ConfigPath
  name: string
  onClose(): void
}) {
  const [preview, setPreview] = useState<RolePreview | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    link
      .request('config.preview', { dir, role })
      .then(setPreview, (error: unknown) => setProblem(reasonOf(error)))
  }, [dir, role])
  return (
    <Dialog
      title={`What ${name} receives`}
      description="This line is submitted to the agent, and the file that it names holds the text below."
      className="config-preview"
      onClose={onClose}
    >
      {problem && <p className="form-problem">{problem}</p>}
      {preview && (
        <>
          <p className="config-pointer selectable">{preview.pointer}</p>
          <pre className="config-preview-text selectable" tabIndex={0} aria-label="Text of the file">
            {preview.text}
          </pre>
        </>
      )}
      <div className="dialog-buttons">
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  )
}

import { useEffect, useState } from 'react'
import { shell } from '../../app/shell'
import { link, reasonOf } from '../../state/deck'
import { Button } from '../../ui/controls'

/** The file that settings are kept in, to be read, and on a desktop to be found. */
export function RawFile({ onBack }: { onBack(): void }) {
  const [shown, setShown] = useState<{ file: string; text: string | null } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    link.request('settings.file', {}).then(setShown, (error: unknown) => setProblem(reasonOf(error)))
  }, [])
  const reveal = shell.revealFile
  return (
    <>
      <p className="dialog-text">
        It also holds the folders that you opened and the commands that you agreed to. It is read when the app
        starts: quit the app before you change it in another program.
      </p>
      {problem && <p className="form-problem">{problem}</p>}
      {shown && (
        <>
          <p className="settings-path selectable">{shown.file}</p>
          <pre className="settings-raw selectable" tabIndex={0} aria-label="Text of the file">
            {shown.text ?? 'The file is not there yet: nothing was changed.'}
          </pre>
        </>
      )}
      <div className="dialog-buttons">
        {shown && <Button onClick={() => void shell.copyText(shown.file)}>Copy the path</Button>}
        {shown && shown.text !== null && reveal && (
          <Button onClick={() => void reveal(shown.file)}>Show it in its folder</Button>
        )}
        <Button kind="primary" autoFocus onClick={onBack}>
          Back
        </Button>
      </div>
    </>
  )
}

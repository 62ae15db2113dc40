import { useEffect, useRef, useState } from 'react'
import { ArrowUp, Folder } from 'lucide-react'
import type { FolderListing } from '#shared/contract/views'
import { link, reasonOf } from '../../state/deck'
import { closeDialog } from '../../state/view-store'
import { Button, IconButton } from '../../ui/controls'
import { Dialog } from '../../ui/dialog'
import '../new-agent/new-agent.css'

interface PickerProps {
  /** Name of a folder that was dropped without telling where it is. */
  lookingFor: string | null
  /** What is to be written into it, in place of opening it. */
  into?: string
  then(dir: string): void
}

/** Chooses a folder of the machine that the deck runs on, where there is no native dialog. */
export function FolderPicker({ lookingFor, into, then }: PickerProps) {
  const [listing, setListing] = useState<FolderListing | null>(null)
  const [path, setPath] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  /** The last folder that was asked for, and what the person typed since: an answer that comes late replaces neither. */
  const asked = useRef(0)
  const typed = useRef(false)

  function show(dir: string | undefined): void {
    const mine = ++asked.current
    typed.current = false
    link.request('folder.list', dir === undefined ? {} : { dir }).then(
      (found) => {
        if (mine !== asked.current) return
        setListing(found)
        if (!typed.current) setPath(found.dir)
        setProblem(null)
      },
      (error: unknown) => mine === asked.current && setProblem(reasonOf(error)),
    )
  }
  function type(text: string): void {
    typed.current = true
    setPath(text)
  }
  useEffect(() => show(undefined), [])

  const choose = () => {
    closeDialog()
    then(path.trim() === '' && listing ? listing.dir : path.trim())
  }
  return (
    <Dialog
      title={lookingFor ? `Where is ${lookingFor}?` : into ? `Choose a folder for ${into}` : 'Open a folder'}
      {...(lookingFor
        ? { description: 'A browser does not tell where a dropped folder is. Choose it here.' }
        : {})}
      onClose={closeDialog}
    >
      <form
        className="new-agent"
        onSubmit={(event) => {
          event.preventDefault()
          if (listing && path === listing.dir) choose()
          else show(path)
        }}
      >
        <div className="form-inline">
          <IconButton
            label="Parent folder"
            type="button"
            disabled={!listing?.parent}
            onClick={() => show(listing?.parent ?? undefined)}
          >
            <ArrowUp size={15} />
          </IconButton>
          <input
            className="field mono"
            aria-label="Path"
            value={path}
            spellCheck={false}
            // The first listing fills it in: what is typed into it before that would be mixed with the folder it names.
            readOnly={listing === null && problem === null}
            onChange={(event) => type(event.target.value)}
          />
        </div>
        {problem && (
          <p className="form-problem" role="alert">
            {problem}
          </p>
        )}
        <ul className="folder-list" aria-label="Folders">
          {listing?.folders.length === 0 && (
            <li className="folder-empty">No folders in here. Choose this one, or go up.</li>
          )}
          {listing?.folders.map((folder) => (
            <li key={folder.dir}>
              <button
                type="button"
                className="folder-row"
                title={folder.name}
                data-match={folder.name === lookingFor}
                onClick={() => show(folder.dir)}
              >
                <Folder size={14} />
                <span className="truncate">{folder.name}</span>
                <span className="spacer" />
                {folder.hasConfig && <span className="figure">has a config</span>}
              </button>
            </li>
          ))}
        </ul>
        <div className="dialog-buttons">
          <Button kind="quiet" onClick={closeDialog}>
            Cancel
          </Button>
          <Button kind="primary" disabled={path.trim() === ''} onClick={choose}>
            {into ? 'Write it here' : 'Open this folder'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

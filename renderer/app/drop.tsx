import { useEffect, useState } from 'react'
import { openFolder } from '../state/navigation'
import { openDialog, tell } from '../state/view-store'
import { shell } from './shell'
import './drop.css'

/**
 * A folder dropped anywhere on the window is opened. The desktop tells its path; a browser does not, so that the
 * person is asked where it is.
 */
export function DropTarget() {
  const [over, setOver] = useState(false)
  useEffect(() => {
    let depth = 0
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const onEnter = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth++
      setOver(true)
    }
    const onLeave = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const onOver = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault()
    }
    const reset = () => {
      depth = 0
      setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event) || event.defaultPrevented) return
      event.preventDefault()
      if (event.dataTransfer) openDropped(event.dataTransfer)
    }
    window.addEventListener('dragenter', onEnter)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('dragover', onOver)
    window.addEventListener('drop', reset, true)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragenter', onEnter)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('drop', reset, true)
      window.removeEventListener('drop', onDrop)
    }
  }, [])
  if (!over) return null
  return (
    <div className="drop-over" aria-hidden="true">
      <p>Drop a folder to open it</p>
    </div>
  )
}

function openDropped(transfer: DataTransfer): void {
  const entry = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .find((candidate) => candidate !== null)
  const file = transfer.files[0]
  if (entry && !entry.isDirectory) {
    tell(`${entry.name} is a file. Drop a folder here, or drop the file on a terminal to insert its path.`)
    return
  }
  const path = file ? shell.pathOfDrop?.(file) : ''
  if (path) void openFolder(path)
  else
    openDialog({
      kind: 'pick-folder',
      lookingFor: entry?.name ?? file?.name ?? null,
      then: (dir) => void openFolder(dir),
    })
}

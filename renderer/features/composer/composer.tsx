import { useLayoutEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react'
import { nameOf } from '#shared/model/seats'
import type { Run } from '#shared/model/state'
import { cardOf } from '#shared/model/selectors'
import { chordText } from '#shared/shortcuts/chords'
import { shell } from '../../app/shell'
import { useView } from '../../state/deck'
import { tell, view } from '../../state/view-store'
import { quotePaths } from '../../terminal/paste'
import { Button } from '../../ui/controls'
import { sentTexts, stepHistory } from './history'
import { namesText, Recipients } from './recipients'
import { sendToAll } from './send'
import { withDraft } from './waiting-prompts'
import './composer.css'

/** Pixels to which the box grows with its text. */
const MAX_HEIGHT = 200

/**
 * Many lines for a role, for those who would rather not type into its terminal. What it sends is delivered like
 * everything else: when the agent is idle at an empty input box.
 */
export function Composer({ run, pane }: { run: Run; pane: string }) {
  const key = `${run.id}/${pane}`
  const text = useView((state) => state.drafts[key] ?? '')
  const [position, setPosition] = useState(0)
  const [chosen, setChosen] = useState<string[]>([pane])
  const box = useRef<HTMLTextAreaElement>(null)
  const card = cardOf(run, pane)
  const first =
    run.orchestration !== null &&
    card.start &&
    Object.keys(run.tasks).length === 0 &&
    sentTexts(run, pane).length === 0
  const sendKeys = chordText('mod+enter', shell.platform)

  useLayoutEffect(() => {
    const area = box.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight + 2, MAX_HEIGHT)}px`
  }, [text, first])

  const change = (next: string) => view.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: next } }))

  const putBack = (back: string) => change(withDraft(back, view.getState().drafts[key] ?? ''))

  async function send(): Promise<void> {
    if (text.trim() === '') return
    // At once, so that what is typed meanwhile is a new text.
    change('')
    setPosition(0)
    setChosen([pane])
    const refused = await sendToAll(run.id, chosen, text)
    if (refused.length === 0) return
    for (const { pane: to, reason } of refused) tell(`${nameOf(run, to)}: ${reason}`)
    // What was taken is not sent twice: the rest can be tried again.
    putBack(text)
    setChosen(refused.map((each) => each.pane))
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
      event.preventDefault()
      void send()
      return
    }
    const sent = sentTexts(run, pane)
    const recalled = position > 0 && text === sent.at(-position)
    if (
      (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') ||
      (text !== '' && !recalled) ||
      sent.length === 0
    )
      return
    event.preventDefault()
    const next = stepHistory(position, event.key === 'ArrowUp' ? 1 : -1, sent.length)
    setPosition(next)
    change(next === 0 ? '' : (sent.at(-next) ?? ''))
  }

  function onDrop(event: DragEvent): void {
    const paths = droppedPaths(event.dataTransfer)
    if (paths.length === 0) return
    event.preventDefault()
    event.stopPropagation()
    change(`${text}${text === '' || /\s$/.test(text) ? '' : ' '}${quotePaths(paths, shell.platform)} `)
    box.current?.focus()
  }

  const roles = namesText(chosen.map((each) => nameOf(run, each)))
  const elsewhere = chosen.length > 1 || chosen[0] !== pane
  const resting = isResting(run, pane)
  return (
    <section
      className="composer"
      aria-label={`Message to ${card.role}`}
      role="region"
      data-region
      onDrop={onDrop}
    >
      <textarea
        ref={box}
        data-composer
        className="field composer-box"
        rows={first ? 3 : 1}
        aria-label={`Message to ${card.role}`}
        placeholder={hint(card.role, first, resting)}
        value={text}
        onChange={(event) => {
          setPosition(0)
          change(event.target.value)
        }}
        onKeyDown={onKeyDown}
      />
      <div className="composer-side">
        {run.paneOrder.length > 1 && (
          <Recipients run={run} chosen={chosen} onChoose={setChosen} onClosed={() => box.current?.focus()} />
        )}
        <Button
          kind={text.trim() === '' ? 'normal' : 'primary'}
          disabled={text.trim() === ''}
          title={`Send (${sendKeys})`}
          onClick={() => void send()}
        >
          {chosen.length > 1 ? `Send to ${chosen.length}` : elsewhere ? `Send to ${roles}` : 'Send'}
        </Button>
      </div>
      <p className="composer-note" data-shown={elsewhere} role="status">
        {elsewhere && `Goes to ${roles}.`}
      </p>
    </section>
  )
}

/** Nobody will wake this role unless the person does. */
function isResting(run: Run, pane: string): boolean {
  return (
    run.phase === 'running' &&
    Object.entries(run.raised).some(([key, raised]) => raised.pane === pane && !run.dismissed[key])
  )
}

function hint(role: string, first: boolean, resting: boolean): string {
  if (first) return `Write the first task here. It goes to ${role}.`
  return resting ? `Tell ${role} to go on or to finish` : `Message to ${role}`
}

/** Paths of dropped files; a browser tells only their names. Folders are left to the window, which opens them. */
function droppedPaths(transfer: DataTransfer): string[] {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry())
  if (entries.some((entry) => entry?.isDirectory)) return []
  return [...transfer.files].map((file) => shell.pathOfDrop?.(file) || file.name)
}

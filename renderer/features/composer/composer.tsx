import { useLayoutEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react'
import type { Run } from '#shared/model/state'
import { cardOf } from '#shared/model/selectors'
import { chordText } from '../../app/chords'
import { shell } from '../../app/shell'
import { ask, useView } from '../../state/deck'
import { view } from '../../state/view-store'
import { quotePaths } from '../../terminal/paste'
import { Button } from '../../ui/controls'
import { deliveryWords } from '../team/words'
import { sentTexts, stepHistory } from './history'
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
  const [sending, setSending] = useState(false)
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

  async function send(): Promise<void> {
    if (text.trim() === '' || sending) return
    setSending(true)
    if (await ask('prompt.send', { run: run.id, pane, text })) {
      change('')
      setPosition(0)
    }
    setSending(false)
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

  const prompt =
    card.delivery && run.deliveries[card.delivery.id]?.purpose === 'prompt' ? card.delivery : null
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
        placeholder={
          first ? `Write the first task here. It goes to ${card.role}.` : `Message to ${card.role}`
        }
        value={text}
        onChange={(event) => {
          setPosition(0)
          change(event.target.value)
        }}
        onKeyDown={onKeyDown}
      />
      <div className="composer-side">
        <Button
          kind={text.trim() === '' ? 'normal' : 'primary'}
          disabled={text.trim() === '' || sending}
          title={`Send (${sendKeys})`}
          onClick={() => void send()}
        >
          Send
        </Button>
      </div>
      {prompt && (
        <p className="composer-note" role="status">
          Your text {deliveryWords(prompt)}.
          {prompt.state === 'held' && (
            <Button
              size="small"
              kind="quiet"
              onClick={() => void ask('delivery.cancel', { run: run.id, delivery: prompt.id })}
            >
              Take it back
            </Button>
          )}
        </p>
      )}
    </section>
  )
}

/** Paths of dropped files; a browser tells only their names. Folders are left to the window, which opens them. */
function droppedPaths(transfer: DataTransfer): string[] {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry())
  if (entries.some((entry) => entry?.isDirectory)) return []
  return [...transfer.files].map((file) => shell.pathOfDrop?.(file) || file.name)
}

import { useEffect, useRef, useState } from 'react'
import '@xterm/xterm/css/xterm.css'
import { ArrowDown } from 'lucide-react'
import { ContextMenu } from 'radix-ui'
import type { TerminalChannel } from '#shared/contract/link'
import { useTheme } from '../app/use-theme'
import { shell } from '../app/shell'
import { useShortcutInTerminal } from '../app/use-shortcut'
import { noteActivity } from '../state/activity'
import { link, useDeck, useView } from '../state/deck'
import { view } from '../state/view-store'
import { Button, Keys } from '../ui/controls'
import { TerminalFeed } from './feed'
import { FindBar } from './find-bar'
import { quotePaths } from './paste'
import { TerminalScreen } from './screen'
import './terminal.css'

interface SurfaceProps {
  run: string
  pane: string
  role: string
  /** The agent that lives here; each one is watched through a channel of its own. */
  agent: string
  /** Its program has ended: nobody is left to draw for another size, so the screen is cut to fit here. */
  ended: boolean
  /** The find bar belongs to this one. */
  selected: boolean
  onFocus(): void
}

type Question = { kind: 'paste'; text: string; lines: number } | { kind: 'link'; target: string }

/** The terminal of a pane: its screen as it stands, and live from there. */
export default function Surface({ run, pane, role, agent, ended, selected, onFocus }: SurfaceProps) {
  const host = useRef<HTMLDivElement>(null)
  const channel = useRef<TerminalChannel | null>(null)
  const over = useRef(ended)
  const [screen, setScreen] = useState<TerminalScreen | null>(null)
  const [away, setAway] = useState(false)
  const [question, setQuestion] = useState<Question | null>(null)
  const [hovered, setHovered] = useState<string | null>(null)
  const theme = useTheme()
  const fontSize = useDeck((state) => state.settings.terminalFontSize)
  const connected = useDeck((state) => state.link.kind === 'open')
  const findKeys = useShortcutInTerminal('find')
  const findOpen = useView((state) => state.findOpen) && selected

  useEffect(() => {
    if (!host.current) return
    const settings = { label: role, fontSize, theme }
    const created = new TerminalScreen(
      host.current,
      shell,
      {
        input: (data) => channel.current?.input(data),
        wanted: (cols, rows) => {
          if (over.current) created.terminal.resize(cols, rows)
          else channel.current?.resize(cols, rows)
        },
        scrolled: setAway,
        askPaste: (text, lines) => setQuestion({ kind: 'paste', text, lines }),
        linkHovered: setHovered,
        askLink: (target) => setQuestion({ kind: 'link', target }),
      },
      settings,
    )
    setScreen(created)
    // A run that has just come to the front is ready for typing; nothing that has the keyboard loses it.
    if (selected && document.activeElement === document.body) created.terminal.focus()
    return () => created.dispose()
    // Size and colours change in place below; only another pane needs another terminal.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [run, pane])

  useEffect(() => {
    over.current = ended
  }, [ended])
  useEffect(() => screen?.setFontSize(fontSize), [screen, fontSize])
  useEffect(() => screen?.setTheme(theme), [screen, theme])

  useEffect(() => {
    if (!screen || !connected) return
    let feed: TerminalFeed | null = null
    const opened = link.openTerminal(run, pane, {
      frame: (frame) => {
        noteActivity(run, pane)
        feed?.frame(frame)
      },
      end: () => feed?.stop(),
    })
    feed = new TerminalFeed(screen.terminal, (chars) => opened.ack(chars))
    channel.current = opened
    screen.fitNow()
    return () => {
      feed.stop()
      opened.close()
      channel.current = null
    }
  }, [screen, connected, run, pane, agent])

  const toTerminal = () => screen?.terminal.focus()
  const settle = () => {
    setQuestion(null)
    toTerminal()
  }
  return (
    <div
      className="terminal"
      data-pane={pane}
      onFocusCapture={onFocus}
      onDrop={(event) => {
        const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry())
        const files = [...event.dataTransfer.files]
        if (files.length === 0 || entries.some((entry) => entry?.isDirectory)) return
        event.preventDefault()
        event.stopPropagation()
        screen?.paste(
          `${quotePaths(
            files.map((file) => shell.pathOfDrop?.(file) || file.name),
            shell.platform,
          )} `,
        )
        toTerminal()
      }}
    >
      <ContextMenu.Root>
        <ContextMenu.Trigger asChild>
          <div className="terminal-host" ref={host} />
        </ContextMenu.Trigger>
        <ContextMenu.Portal>
          <ContextMenu.Content className="menu" onCloseAutoFocus={(event) => event.preventDefault()}>
            <MenuItem
              label="Copy"
              keys={shell.platform === 'darwin' ? 'mod+c' : 'mod+shift+c'}
              onSelect={() => screen?.copySelection()}
            />
            <MenuItem
              label="Paste"
              keys={shell.platform === 'darwin' ? 'mod+v' : 'mod+shift+v'}
              onSelect={() => {
                void screen?.pasteClipboard()
                toTerminal()
              }}
            />
            <ContextMenu.Separator className="menu-line" />
            <MenuItem
              label="Find"
              keys={findKeys}
              onSelect={() => {
                onFocus()
                view.setState({ findOpen: true })
              }}
            />
            <MenuItem label="Select everything" onSelect={() => screen?.terminal.selectAll()} />
            <MenuItem label="Go to the end" onSelect={() => screen?.terminal.scrollToBottom()} />
          </ContextMenu.Content>
        </ContextMenu.Portal>
      </ContextMenu.Root>
      {findOpen && screen && (
        <FindBar
          onFind={(text, backwards) => screen.find(text, backwards)}
          onClose={() => {
            view.setState({ findOpen: false })
            screen.stopFinding()
            toTerminal()
          }}
        />
      )}
      {away && (
        <Button
          size="small"
          className="terminal-pill"
          onClick={() => {
            screen?.terminal.scrollToBottom()
            toTerminal()
          }}
        >
          <ArrowDown size={13} />
          To the end
        </Button>
      )}
      {hovered && <p className="terminal-link truncate">{linkHint(hovered)}</p>}
      {question && (
        <div className="terminal-question" role="group" aria-label="Question">
          {question.kind === 'paste' ? (
            <>
              <p>The program would run these {question.lines} lines one by one as they arrive.</p>
              <Button size="small" kind="quiet" onClick={settle}>
                Do not paste
              </Button>
              <Button
                size="small"
                kind="primary"
                autoFocus
                onClick={() => {
                  screen?.terminal.paste(question.text)
                  settle()
                }}
              >
                Paste {question.lines} lines
              </Button>
            </>
          ) : (
            <>
              <p className="truncate" title={question.target}>
                A program links to <span className="mono">{question.target}</span>
              </p>
              <Button size="small" kind="quiet" onClick={settle}>
                Do not open
              </Button>
              <Button size="small" onClick={() => void shell.copyText(question.target).then(settle)}>
                Copy it
              </Button>
              {/^mailto:/i.test(question.target) && (
                <Button
                  size="small"
                  kind="primary"
                  onClick={() => void shell.openExternal(question.target).then(settle)}
                >
                  Write the mail
                </Button>
              )}
            </>
          )}
        </div>
      )}
    </div>
  )
}

function MenuItem({ label, keys, onSelect }: { label: string; keys?: string | undefined; onSelect(): void }) {
  return (
    <ContextMenu.Item className="menu-item" onSelect={onSelect}>
      <span>{label}</span>
      {keys && <Keys chord={keys} />}
    </ContextMenu.Item>
  )
}

function linkHint(target: string): string {
  const key = shell.platform === 'darwin' ? '⌘' : 'Ctrl'
  return `${key} and click: ${target}`
}

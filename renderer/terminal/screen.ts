import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { Unicode11Addon } from '@xterm/addon-unicode11'
import { WebLinksAddon } from '@xterm/addon-web-links'
import { Terminal } from '@xterm/xterm'
import { terminalSize } from '#shared/contract/terminal'
import type { Shell } from '#shared/contract/shell'
import { NEW_LINE, terminalKey } from './keys'
import { muteReplies } from './mute-replies'
import { palettes, TERMINAL_FONT } from './palettes'
import { linesToAskAbout } from './paste'

/** What a screen tells whoever shows it. */
export interface ScreenEvents {
  /** Keystrokes, pastes and mouse reports for the program. */
  input(data: string): void
  /** The space has changed enough for other columns or rows. */
  wanted(cols: number, rows: number): void
  /** Scrolled away from the end, or back to it. */
  scrolled(away: boolean): void
  /** A paste that the program would run line by line. */
  askPaste(text: string, lines: number): void
  /** The pointer is over a link, or has left it. */
  linkHovered(target: string | null): void
  /** A link that is not http(s), which is never opened unasked. */
  askLink(target: string): void
}

/** Milliseconds of stillness before a new size is asked for. */
const RESIZE_DELAY = 60
/** Lines kept in this window; the host's mirror keeps the same. */
const SCROLLBACK = 5000

/** Pixels. */
const SCROLLBAR_WIDTH = 10

/** One xterm.js terminal in an element: everything that is the same for every pane. */
export class TerminalScreen {
  readonly terminal: Terminal
  private readonly fit = new FitAddon()
  private readonly search = new SearchAddon()
  private readonly observer: ResizeObserver
  private resizeTimer: ReturnType<typeof setTimeout> | undefined
  private wantedSize = ''
  private away = false

  constructor(
    private readonly element: HTMLElement,
    private readonly shell: Shell,
    private readonly events: ScreenEvents,
    options: { label: string; fontSize: number; theme: 'light' | 'dark' },
  ) {
    this.terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: false,
      fontFamily: TERMINAL_FONT,
      fontSize: options.fontSize,
      lineHeight: 1.15,
      minimumContrastRatio: options.theme === 'light' ? 4.5 : 1,
      overviewRuler: { width: SCROLLBAR_WIDTH },
      scrollback: SCROLLBACK,
      theme: palettes[options.theme],
      macOptionIsMeta: true,
      rightClickSelectsWord: true,
      linkHandler: {
        allowNonHttpProtocols: true,
        activate: (event, target) => this.openLink(event, target),
        hover: (_event, target) => this.events.linkHovered(target),
        leave: () => this.events.linkHovered(null),
      },
    })
    muteReplies(this.terminal)
    this.terminal.loadAddon(this.fit)
    this.terminal.loadAddon(this.search)
    this.terminal.loadAddon(new Unicode11Addon())
    this.terminal.unicode.activeVersion = '11'
    this.terminal.loadAddon(
      new WebLinksAddon((event, target) => this.openLink(event, target), {
        hover: (_event, target) => this.events.linkHovered(target),
        leave: () => this.events.linkHovered(null),
      }),
    )
    this.terminal.open(element)
    this.terminal.textarea?.setAttribute('aria-label', `Terminal input: ${options.label}`)
    this.terminal.attachCustomKeyEventHandler((event) => this.onKey(event))
    this.terminal.onData((data) => this.events.input(data))
    this.terminal.onBinary((data) => this.events.input(data))
    this.terminal.onScroll(() => this.noteScroll())
    this.terminal.onWriteParsed(() => this.noteScroll())
    element.addEventListener('paste', this.onPaste, true)
    element.addEventListener('wheel', this.onWheel, { passive: true })
    this.observer = new ResizeObserver(() => this.scheduleFit())
    this.observer.observe(element)
  }

  /** Asks for the size that fits, now; repeats the question even when it was asked before. */
  fitNow(): void {
    this.wantedSize = ''
    this.askForSize()
  }

  setFontSize(size: number): void {
    if (this.terminal.options.fontSize === size) return
    this.terminal.options.fontSize = size
    this.scheduleFit()
  }

  setTheme(theme: 'light' | 'dark'): void {
    this.terminal.options.theme = palettes[theme]
    this.terminal.options.minimumContrastRatio = theme === 'light' ? 4.5 : 1
  }

  find(text: string, backwards: boolean): boolean {
    return backwards ? this.search.findPrevious(text) : this.search.findNext(text, { incremental: false })
  }

  stopFinding(): void {
    this.search.clearDecorations()
    this.terminal.clearSelection()
  }

  paste(text: string): void {
    const lines = linesToAskAbout(text, this.terminal.modes.bracketedPasteMode)
    if (lines > 0) this.events.askPaste(text, lines)
    else this.terminal.paste(text)
  }

  copySelection(): void {
    const text = this.terminal.getSelection()
    if (text) void this.shell.copyText(text)
  }

  async pasteClipboard(): Promise<void> {
    this.paste(await this.shell.readClipboard())
  }

  dispose(): void {
    clearTimeout(this.resizeTimer)
    this.observer.disconnect()
    this.element.removeEventListener('paste', this.onPaste, true)
    this.element.removeEventListener('wheel', this.onWheel)
    this.terminal.dispose()
  }

  private openLink(event: MouseEvent, target: string): void {
    const withModifier = this.shell.platform === 'darwin' ? event.metaKey : event.ctrlKey
    if (!withModifier) return
    if (/^https?:\/\//i.test(target)) void this.shell.openExternal(target)
    else this.events.askLink(target)
  }

  /** False keeps the key from the program. */
  private onKey(event: KeyboardEvent): boolean {
    const meaning = terminalKey(event, this.terminal.hasSelection(), this.shell.platform)
    if (meaning === 'program') return true
    // In a browser the paste event brings the text without asking for permission; the desktop has no such default.
    if (meaning === 'paste' && (this.shell.kind === 'browser' || this.shell.platform === 'darwin'))
      return false
    event.preventDefault()
    if (event.type !== 'keydown') return false
    if (meaning === 'newline') this.events.input(NEW_LINE)
    if (meaning === 'paste') void this.pasteClipboard()
    if (meaning === 'copy') {
      this.copySelection()
      this.terminal.clearSelection()
    }
    return false
  }

  private readonly onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain')
    event.preventDefault()
    event.stopPropagation()
    if (text) this.paste(text)
  }

  private readonly onWheel = () => requestAnimationFrame(() => this.noteScroll())

  private noteScroll(): void {
    const { viewportY, baseY } = this.terminal.buffer.active
    const away = viewportY < baseY
    if (away === this.away) return
    this.away = away
    this.events.scrolled(away)
  }

  private scheduleFit(): void {
    clearTimeout(this.resizeTimer)
    this.resizeTimer = setTimeout(() => this.askForSize(), RESIZE_DELAY)
  }

  private askForSize(): void {
    // A hidden element has no size; fitting to it would squeeze the program into two columns.
    if (this.element.clientWidth === 0 || this.element.clientHeight === 0) return
    const size = this.fit.proposeDimensions()
    if (!size || Number.isNaN(size.cols) || Number.isNaN(size.rows)) return
    const cols = Math.min(terminalSize.maxCols, Math.max(terminalSize.minCols, size.cols))
    const rows = Math.min(terminalSize.maxRows, Math.max(terminalSize.minRows, size.rows))
    if (this.wantedSize === `${cols}x${rows}`) return
    this.wantedSize = `${cols}x${rows}`
    this.events.wanted(cols, rows)
  }
}

import { defaultKeymap } from '@codemirror/commands'
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from '@codemirror/language'
import { toml } from '@codemirror/legacy-modes/mode/toml'
import { lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState, Transaction } from '@codemirror/state'
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { ConfigDiagnostic } from '#shared/contract/config-view'

/** What the person does in a text editor. */
export interface TextEditorEvents {
  typed(text: string): void
  undo(): void
  redo(): void
  /** The keyboard has gone elsewhere. */
  left?(): void
}

/** What is written in an editor: a config with its problems, or words. */
export type TextKind = 'toml' | 'words'

/** An editor of lines inside a page element. */
export interface TextEditor {
  /** Shows another text; the cursor stays at what did not change. */
  show(text: string): void
  problems(diagnostics: readonly ConfigDiagnostic[]): void
  /** Lines and columns count from 1. */
  goTo(line: number, column: number): void
  destroy(): void
}

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--text-3)' },
  { tag: tags.string, color: 'var(--green)' },
  { tag: [tags.number, tags.bool, tags.atom], color: 'var(--amber)' },
  { tag: [tags.propertyName, tags.variableName], color: 'var(--accent)' },
])

const ofToml = [
  lineNumbers(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  bracketMatching(),
  lintGutter(),
  StreamLanguage.define(toml),
  syntaxHighlighting(colours),
]

/**
 * CodeMirror without a history of its own: undo belongs to the file, wherever it was changed.
 * @param attributes of the element that is written in; `aria-label` above all
 */
export function createTextEditor(
  parent: HTMLElement,
  text: string,
  kind: TextKind,
  attributes: Readonly<Record<string, string>>,
  events: TextEditorEvents,
): TextEditor {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        kind === 'toml' ? ofToml : [],
        drawSelection(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ spellcheck: String(kind === 'words'), ...attributes }),
        EditorView.domEventHandlers({ blur: () => events.left?.() }),
        keymap.of([
          { key: 'Mod-z', run: () => done(events.undo), preventDefault: true },
          { key: 'Mod-Shift-z', run: () => done(events.redo), preventDefault: true },
          { key: 'Mod-y', run: () => done(events.redo), preventDefault: true },
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          // What is shown from outside carries no event of the person's.
          const typed = update.transactions.some(
            (each) => each.docChanged && each.annotation(Transaction.addToHistory) !== false,
          )
          if (typed) events.typed(update.state.doc.toString())
        }),
      ],
    }),
  })
  return {
    show: (next) => {
      const now = view.state.doc.toString()
      if (next === now) return
      const most = Math.min(now.length, next.length)
      let head = 0
      while (head < most && now[head] === next[head]) head += 1
      let tail = 0
      while (tail < most - head && now.at(-1 - tail) === next.at(-1 - tail)) tail += 1
      view.dispatch({
        changes: { from: head, to: now.length - tail, insert: next.slice(head, next.length - tail) },
        annotations: Transaction.addToHistory.of(false),
      })
    },
    problems: (diagnostics) => {
      view.dispatch(
        setDiagnostics(
          view.state,
          diagnostics.map((each) => {
            const line = view.state.doc.line(Math.min(each.line, view.state.doc.lines))
            const from = Math.min(line.from + each.column - 1, line.to)
            const severity = each.severity === 'advice' ? 'info' : each.severity
            return { from, to: line.to, severity, message: `${each.message}. ${each.fix}` }
          }),
        ),
      )
    },
    goTo: (line, column) => {
      const found = view.state.doc.line(Math.min(line, view.state.doc.lines))
      const at = Math.min(found.from + column - 1, found.to)
      view.dispatch({
        selection: { anchor: at },
        effects: EditorView.scrollIntoView(at, { y: 'center' }),
      })
      view.focus()
    },
    destroy: () => view.destroy(),
  }
}

function done(act: () => void): true {
  act()
  return true
}

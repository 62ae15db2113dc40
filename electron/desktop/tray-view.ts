import { attentionOf } from '#shared/model/attention'
import { totalsOf } from '#shared/model/selectors'
import type { Run } from '#shared/model/state'

/** What the icon in the menu bar or tray says and offers. */
export interface TrayView {
  tooltip: string
  /** Beside the icon on macOS; empty when there is nothing to say. */
  title: string
  /** Whether the icon shows that somebody needs the person. */
  needsYou: boolean
  /** Most urgent first. */
  items: Array<{ label: string; run: string; pane: string | null }>
}

/** Entries of the menu; more would not fit a small screen. */
const MAX_ITEMS = 12
/** Characters of an entry. */
const MAX_LABEL = 72

/** What the tray shows of the open runs: how many agents work, and who needs the person, most urgent first. */
export function trayView(runs: readonly Run[]): TrayView {
  const open = runs.filter((run) => run.phase !== 'closed')
  const { working } = totalsOf(open)
  const needs = open
    .flatMap((run) => attentionOf(run).map((item) => ({ run, item })))
    .filter(({ item }) => item.kind !== 'finished')
    .sort((a, b) => a.item.rank - b.item.rank || a.item.since - b.item.since)
  const counts = [
    ...(working > 0 ? [`${working} working`] : []),
    ...(needs.length > 0 ? [`${needs.length} ${needs.length === 1 ? 'needs' : 'need'} you`] : []),
  ]
  const calm = open.length === 0 ? 'nothing runs' : 'all calm'
  return {
    tooltip: `DOT Agent Deck: ${counts.join(', ') || calm}`,
    title: [working > 0 ? String(working) : '', needs.length > 0 ? `?${needs.length}` : ''].join(' ').trim(),
    needsYou: needs.length > 0,
    items: needs.slice(0, MAX_ITEMS).map(({ run, item }) => ({
      label: shorten(`${run.project.name}: ${item.text}`),
      run: run.id,
      pane: item.pane,
    })),
  }
}

/** One plain line. An ampersand would be read as a shortcut key by Windows and Linux menus. */
function shorten(text: string): string {
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ')
  const short = plain.length > MAX_LABEL ? `${plain.slice(0, MAX_LABEL - 1)}…` : plain
  return short.replaceAll('&', '&&')
}

/** What a run's timeline tells. */

/** One line of "who told whom what, when, how proven". `from` and `to` are role names, or "you" / "deck". */
export interface TimelineEntry {
  seq: number
  at: number
  kind:
    | 'opened'
    | 'task'
    | 'report'
    | 'question'
    | 'plan'
    | 'answer'
    | 'told'
    | 'prompt'
    | 'agent'
    | 'check'
    | 'delivery'
    | 'note'
    | 'finished'
    | 'closed'
  from: string
  to: string | null
  text: string
  /** What opening the entry shows. */
  refs: {
    task?: string
    report?: string
    question?: string
    note?: string
    delivery?: string
    agent?: string
    handOver?: string
    evidence?: string
    summary?: true
  }
  level: 'info' | 'good' | 'warning' | 'error'
}

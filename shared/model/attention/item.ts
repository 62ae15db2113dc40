/** Something that needs the person. The lower the rank, the sooner. */
export interface AttentionItem {
  /** Stable while its cause lasts. */
  key: string
  rank: number
  kind:
    | 'approval'
    | 'held'
    | 'paused'
    | 'role-held'
    | 'resting'
    | 'config'
    | 'edits'
    | 'tree-changed'
    | 'waiting'
    | 'frozen'
    | 'context'
    | 'question'
    | 'plan'
    | 'lesson'
    | 'unproven'
    | 'failed'
    | 'start-failed'
    | 'proposal'
    | 'no-proposal'
    | 'task-failed'
    | 'finished'
  pane: string | null
  role: string
  /** One sentence: "coder waits for you: trust this folder". */
  text: string
  since: number
  /** A permission that the card may answer. */
  answerable?: true
  refs: {
    task?: string
    question?: string
    delivery?: string
    agent?: string
    report?: string
    change?: string
  }
}

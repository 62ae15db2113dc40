import { createHash } from 'node:crypto'

/** One prompt that reached the model, once per conversation and place in it. */
export interface LoggedPrompt {
  readonly conversation: string
  /** Which prompt of its conversation this is, from 0. */
  readonly ordinal: number
  readonly text: string
  /** UTF-16 code units, as `String.length`. */
  readonly length: number
  /** SHA-256 of the text in UTF-8, hexadecimal. */
  readonly sha256: string
  /** Epoch milliseconds at which the first request with it arrived. */
  readonly at: number
  /** Whether the CLI had wrapped it as pasted content. */
  readonly wrapped: boolean
}

/** One request as it came in, for tests that ask what the CLI really sent. */
export interface LoggedRequest {
  readonly conversation: string
  readonly at: number
  /** 'side' for what the CLI asks for itself: titles, warm-ups, classifications. */
  readonly kind: 'main' | 'side' | 'count'
  readonly messages: number
}

/** SHA-256 of a text in UTF-8, hexadecimal; the same sum that the log keeps. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** Remembers every distinct prompt and every request, and wakes those who wait for one. */
export class ModelLog {
  readonly prompts: LoggedPrompt[] = []
  readonly requests: LoggedRequest[] = []
  private readonly roles = new Map<string, string>()
  private readonly waiting = new Set<() => void>()

  /** Notes a prompt unless the same place of the same conversation already has it. */
  prompt(conversation: string, ordinal: number, text: string, wrapped: boolean, at: number): void {
    const digest = sha256(text)
    const known = this.prompts.some(
      (entry) => entry.conversation === conversation && entry.ordinal === ordinal && entry.sha256 === digest,
    )
    if (known) return
    this.prompts.push({ conversation, ordinal, text, length: text.length, sha256: digest, at, wrapped })
    this.wake()
  }

  /** Notes whose conversation it is; scenarios that know roles say so. */
  assign(conversation: string, role: string): void {
    this.roles.set(conversation, role)
  }

  /** Prompts that a role got, in order, over all its conversations. */
  promptsOf(role: string): LoggedPrompt[] {
    return this.prompts.filter((prompt) => this.roles.get(prompt.conversation) === role)
  }

  /** Notes a request. */
  request(entry: LoggedRequest): void {
    this.requests.push(entry)
    this.wake()
  }

  /** Resolves with the first prompt that fits, or rejects after `timeoutMs`, naming what did arrive. */
  async waitForPrompt(fits: (prompt: LoggedPrompt) => boolean, timeoutMs = 20_000): Promise<LoggedPrompt> {
    const deadline = Date.now() + timeoutMs
    for (;;) {
      const found = this.prompts.find(fits)
      if (found) return found
      const left = deadline - Date.now()
      if (left <= 0) {
        const seen = this.prompts.map((prompt) => JSON.stringify(prompt.text.slice(0, 80))).join(', ')
        throw new Error(`No such prompt reached the model in ${timeoutMs} ms. Seen: ${seen || 'none'}`)
      }
      await this.change(left)
    }
  }

  private change(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        this.waiting.delete(done)
        resolve()
      }
      const timer = setTimeout(done, timeoutMs)
      this.waiting.add(done)
    })
  }

  private wake(): void {
    for (const wake of [...this.waiting]) wake()
  }
}

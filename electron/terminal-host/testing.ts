/** A clock that stands still until a test moves it. */
import type { Clock } from './clock'

/** Runs tasks in order of their time. */
export class TestClock implements Clock {
  #now = 0
  #tasks: Array<{ at: number; task: () => void }> = []

  now(): number {
    return this.#now
  }

  soon(task: () => void): () => void {
    return this.after(0, task)
  }

  after(ms: number, task: () => void): () => void {
    const entry = { at: this.#now + ms, task }
    this.#tasks.push(entry)
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== entry)
    }
  }

  /** Lets `ms` pass and runs what falls due. */
  advance(ms: number): void {
    const until = this.#now + ms
    for (;;) {
      const due = this.#tasks.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (due === undefined) break
      this.#tasks = this.#tasks.filter((entry) => entry !== due)
      this.#now = Math.max(this.#now, due.at)
      due.task()
    }
    this.#now = until
  }

  /** Number of tasks that wait. */
  get waiting(): number {
    return this.#tasks.length
  }
}

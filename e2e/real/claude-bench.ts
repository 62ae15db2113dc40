import { it } from 'vitest'
import { Bench } from '../conformance/bench'
import { playScript } from '../conformance/script'
import type { Subject } from '../conformance/subject'
import { claude } from '../conformance/subjects/claude'
import { whyNoClaude } from './claude-home'

/** Longest time of one test, milliseconds. */
const LIMIT_MS = 120_000

/**
 * A test with a bench for the real Claude Code, whose model answers each prompt in a word or two; skipped with the reason where
 * Claude Code is not there.
 * @param subject how it is started, where not as usual.
 */
export function itWithClaude(
  name: string,
  test: (bench: Bench) => Promise<void>,
  subject: Subject = claude,
): void {
  it(name, { timeout: LIMIT_MS }, async (context) => {
    const missing = whyNoClaude()
    if (missing) context.skip(missing)
    const bench = await Bench.open(subject)
    try {
      bench.model.play(playScript(() => undefined))
      await test(bench)
    } finally {
      await bench.close()
    }
  })
}

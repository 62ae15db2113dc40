import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Observation } from '../adapter'
import { readClaudeHook } from '../claude/hooks'
import { HOOK_EVENTS, isRecord, mergeSettings } from '../claude/settings'

/** Milliseconds after which Qwen Code gives up on one of our hooks; the hook entry itself ends sooner. */
const HOOK_TIMEOUT_MS = 5_000

/** Variable that names the settings with the least weight, whose hooks run beside the person's. */
export const DEFAULTS_VARIABLE = 'QWEN_CODE_SYSTEM_DEFAULTS_PATH'

/** Where an administrator's defaults are, which ours take the place of. */
const SYSTEM_DEFAULTS: Partial<Record<NodeJS.Platform, string>> = {
  darwin: '/Library/Application Support/QwenCode/system-defaults.json',
  win32: 'C:\\ProgramData\\qwen-code\\system-defaults.json',
  linux: '/etc/qwen-code/system-defaults.json',
}

/** Default settings that run the hook entry, together with an administrator's; undefined when those cannot be read. */
export async function qwenDefaults(
  hookLine: string,
  platform: NodeJS.Platform,
  file = SYSTEM_DEFAULTS[platform],
): Promise<string | undefined> {
  const hook = { type: 'command', command: hookLine, timeout: HOOK_TIMEOUT_MS }
  const ours = { hooks: Object.fromEntries(HOOK_EVENTS.map((event) => [event, [{ hooks: [hook] }]])) }
  const theirs = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined)
  if (theirs === undefined) return JSON.stringify(ours)
  try {
    const parsed: unknown = JSON.parse(theirs)
    return isRecord(parsed) ? JSON.stringify(mergeSettings(ours, parsed)) : undefined
  } catch {
    return undefined
  }
}

const continued = z.object({ hook_event_name: z.literal('UserPromptSubmit'), prompt: z.literal('') })

/** Reads one of Qwen Code's hooks, which are as Claude Code's are; each step of a turn comes with an empty prompt. */
export function readQwenHook(raw: unknown): Observation[] {
  return continued.safeParse(raw).success ? [{ source: 'hook', kind: 'turn-start' }] : readClaudeHook(raw)
}

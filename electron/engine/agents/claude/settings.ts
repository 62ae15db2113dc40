/**
 * Hook events that the deck listens to. The end of a session is none of them: the end of the process says as much, and an agent that is
 * ended for the next task would first wait for its hook. An event name that a version does not know makes it stop at a blocking settings error,
 * so this is the set that both 2.1.197 and 2.1.328 take.
 */
export const HOOK_EVENTS = [
  'SessionStart',
  'UserPromptSubmit',
  'PreToolUse',
  'PostToolUse',
  'PostToolUseFailure',
  'PermissionRequest',
  'Notification',
  'Stop',
  'StopFailure',
  'SubagentStart',
  'SubagentStop',
  'PreCompact',
] as const

/** Seconds after which Claude Code gives up on one of our hooks; the hook entry itself ends sooner. */
const HOOK_TIMEOUT_S = 5

type Json = Record<string, unknown>

/** Settings for `--settings` that run `hookCommand` at each event. */
export function hookSettings(hookCommand: string): Json {
  const hooks: Json = {}
  for (const event of HOOK_EVENTS) {
    hooks[event] = [{ hooks: [{ type: 'command', command: hookCommand, timeout: HOOK_TIMEOUT_S }] }]
  }
  return { hooks }
}

/**
 * Settings that say what both say: the person's value wins for every key, and for each hook event both lists run. Claude Code takes
 * `--settings` once, the last one winning, so a person's own has to be merged with ours.
 */
export function mergeSettings(ours: Json, theirs: Json): Json {
  const ourHooks = isRecord(ours['hooks']) ? ours['hooks'] : {}
  const theirHooks = isRecord(theirs['hooks']) ? theirs['hooks'] : {}
  const hooks: Json = { ...theirHooks }
  for (const [event, list] of Object.entries(ourHooks))
    hooks[event] = [...asList(theirHooks[event]), ...asList(list)]
  return { ...ours, ...theirs, hooks }
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** Whether a value is a plain object. */
export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

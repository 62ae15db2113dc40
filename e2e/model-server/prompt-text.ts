/** Blocks that the CLI puts around or beside what was typed. Their content is not the person's. */
const ADDED_BLOCKS = [
  'system-reminder',
  'command-name',
  'command-message',
  'command-args',
  'local-command-stdout',
  'local-command-stderr',
  'local-command-caveat',
  'task-notification',
  'environment_context',
  'user_instructions',
  'permissions instructions',
  'turn_aborted',
  'current_datetime',
]

const ADDED = new RegExp(`<(${ADDED_BLOCKS.join('|')})(?:\\s[^>]*)?>[\\s\\S]*?</\\1>`, 'g')
const INTERRUPTED = /\[Request interrupted by user[^\]]*\]/g

/** The wrapper that Claude Code puts around a paste of more than 800 characters or three lines; its id is in both tags. */
const PASTED = /\n*<pasted_content id="([^"]*)">\n([\s\S]*?)\n<\/pasted_content id="\1">\n*/g

/** What a person or the deck wrote, without what the CLI added; and whether it came wrapped as pasted content. */
export function promptText(raw: string): { text: string; wrapped: boolean } {
  const own = raw.replace(ADDED, '').replace(INTERRUPTED, '')
  const unwrapped = own.replace(PASTED, (_whole, _id: string, content: string) => content)
  return { text: unwrapped.trim(), wrapped: unwrapped !== own }
}

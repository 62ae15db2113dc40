import { closest, distance } from 'fastest-levenshtein'

/** The kinds of table that the file has, and their keys. One place for reading, for advice and for the docs. */
export const levels = {
  top: {
    header: 'the top of the file, before the first [table]',
    keys: ['worker_response_timeout_minutes', 'orchestrations', 'modes', 'features'],
  },
  features: { header: '[features]', keys: ['experimental'] },
  orchestration: {
    header: '[[orchestrations]]',
    keys: [
      'name',
      'roles',
      'tracking_file',
      'worktree',
      'peers',
      'max_parallel',
      'max_rounds',
      'handover_at',
      'instructions',
      'stop_when',
      'budget',
    ],
  },
  budget: { header: '[orchestrations.budget]', keys: ['tokens', 'cost_usd', 'minutes', 'pause_at'] },
  role: {
    header: '[[orchestrations.roles]]',
    keys: [
      'name',
      'command',
      'start',
      'description',
      'prompt_template',
      'clear',
      'max_parallel',
      'plan',
      'approval',
      'permissions',
      'may_edit',
      'may_delegate_to',
      'where',
      'gates',
      'budget',
    ],
  },
  roleBudget: {
    header: '[orchestrations.roles.budget]',
    keys: ['tokens', 'cost_usd', 'minutes', 'pause_at'],
  },
  gate: {
    header: '[[orchestrations.roles.gates]]',
    keys: ['name', 'command', 'timeout_minutes', 'scope'],
  },
  mode: {
    header: '[[modes]]',
    keys: ['name', 'init_command', 'seed_prompt', 'panes', 'rules', 'reactive_panes'],
  },
  pane: { header: '[[modes.panes]]', keys: ['command', 'name', 'watch'] },
  rule: { header: '[[modes.rules]]', keys: ['pattern', 'watch', 'interval'] },
} as const satisfies Record<string, { header: string; keys: readonly string[] }>

/** One kind of table. */
export type Level = keyof typeof levels

/** Keys of older versions that some files still have. */
const retired = new Set(['shell_init'])

/** Words for a key that its table does not know, or undefined when it does. */
export function adviseUnknownKey(key: string, level: Level): { message: string; fix: string } | undefined {
  const known: readonly string[] = levels[level].keys
  if (known.includes(key)) return undefined
  if (retired.has(key)) {
    return {
      message: `\`${key}\` is no longer used`,
      fix: 'Remove it. Put the set-up into `command` instead.',
    }
  }
  const home = homeOf(key, level)
  if (home !== undefined) {
    return {
      message: `\`${key}\` has no effect here: it belongs ${home === 'top' ? 'at' : 'in'} ${levels[home].header}`,
      fix:
        home === 'top'
          ? `Move it to ${levels.top.header}.`
          : `Move it into the ${levels[home].header} table it is meant for.`,
    }
  }
  const near = nearest(key, known)
  return {
    message: `\`${key}\` is not a key of ${level === 'top' ? 'this file' : levels[level].header}, so it has no effect`,
    fix: near === undefined ? `Remove it, or use one of: ${known.join(', ')}.` : `Did you mean \`${near}\`?`,
  }
}

/** The table a misplaced key belongs to, outer tables first, since the usual slip is a key written too far down. */
function homeOf(key: string, here: Level): Level | undefined {
  const order: readonly Level[] = [
    'top',
    'orchestration',
    'role',
    'mode',
    'budget',
    'roleBudget',
    'gate',
    'pane',
    'rule',
    'features',
  ]
  return order.find((level) => level !== here && (levels[level].keys as readonly string[]).includes(key))
}

/** The candidate a person most likely meant: near enough that the guess is better than none. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined
  const lower = word.toLowerCase()
  const same = candidates.find((c) => c.toLowerCase().replaceAll('-', '_') === lower.replaceAll('-', '_'))
  if (same !== undefined) return same
  const best = closest(lower, [...candidates])
  const limit = Math.min(Math.max(2, Math.floor(best.length / 3)), best.length - 1)
  return distance(lower, best.toLowerCase()) <= limit ? best : undefined
}

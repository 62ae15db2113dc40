/** Every case of the suite, in the order of the table, with the words that the table has for it. */
export const CASES = {
  ready: 'Start to ready',
  first: 'First prompt with the start',
  hidden: 'The same behind a script, which hides the agent from its command',
  'one-line': 'Prompt of one line',
  'forty-lines': 'Prompt of 40 lines',
  '21-kb': 'Prompt of 21 KB with emoji, RTL, CJK and tabs',
  backslash: 'Prompt that ends in a backslash',
  'leading-bang': 'Prompt that begins with `!`',
  'leading-command': 'Prompt that begins with a `/command`',
  'leading-path': 'Prompt that begins with a `/path`',
  'leading-hash': 'Prompt that begins with `#`',
  'leading-at': 'Prompt that begins with `@`',
  'leading-question': 'Prompt that begins with `?`',
  tool: 'Tool in hand on the card',
  command: 'Its shell finds the command of the deck, and is known there',
  busy: 'Busy agent: the next prompt waits for the end of the turn',
  draft: 'Half-typed draft of the person survives',
  interrupt: 'Interrupted turn: idle again, takes the next prompt',
  error: 'Error of the model service: shown, takes the next prompt',
  reset: 'New conversation in the same process',
  allowed: 'Permission asked, shown, allowed by the person',
  denied: 'Permission asked, shown, denied by the person',
  'no-stray-enter':
    'A prompt that is due while a permission is asked presses no key, and goes out afterwards',
  card: 'Permission shown in full on the card, denied and allowed from there',
  'card-question': 'Question answered on the card with one of its choices',
  'card-anew': 'New conversation from the card',
  usage: 'Tokens told as the model service counted them',
  resume: 'Killed with -9, started again with the same conversation',
  exit: 'Closed: every process is gone',
} as const

/** Name of a case. */
export type CaseId = keyof typeof CASES

/** The cases in order. */
export const CASE_IDS = Object.keys(CASES).filter((id): id is CaseId => Object.hasOwn(CASES, id))

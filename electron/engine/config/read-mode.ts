import { modeScope } from '#shared/contract/config'
import type { Mode, ModePane, ModeRule } from '#shared/contract/config'
import { levels } from './keys'
import { compileRule } from './rule-pattern'
import type { Table } from './table'

/** Slots for reactive panes when a mode does not say. */
const DEFAULT_REACTIVE_PANES = 2

/** Reads one `[[modes]]` table. */
export function readMode(table: Table): Mode {
  const name = table.string('name') ?? ''
  table.scope = modeScope(name)
  table.checkKeys()
  if (name.trim() === '') table.error('name', 'A mode has no name', 'Give it a name: name = "dev".')
  const rules = table.tables('rules', 'rule', levels.rule.header).map(readRule)
  const reactivePanes = table.integer('reactive_panes', { min: 0 }) ?? DEFAULT_REACTIVE_PANES
  if (rules.length > 0 && reactivePanes === 0) {
    table.error(
      'reactive_panes',
      `Mode ${name} has rules but no reactive pane to show them in`,
      'Set reactive_panes to 1 or more, or remove the rules.',
    )
  }
  return {
    name,
    initCommand: table.string('init_command'),
    seedPrompt: table.string('seed_prompt'),
    panes: table.tables('panes', 'pane', levels.pane.header).map(readPane),
    rules,
    reactivePanes,
  }
}

function readPane(table: Table): ModePane {
  table.checkKeys()
  const command = table.string('command') ?? ''
  if (command.trim() === '') {
    table.error(
      table.has('command') ? 'command' : null,
      'A side pane has no command',
      'Add command = "git status -s".',
    )
  }
  return { command, name: table.string('name') ?? command, watch: table.boolean('watch', true) }
}

function readRule(table: Table): ModeRule {
  table.checkKeys()
  const pattern = table.string('pattern') ?? ''
  const compiled = compileRule(pattern)
  if (!table.has('pattern')) {
    table.error(null, 'A rule has no pattern', 'Add pattern = "npm test".')
  } else if (!compiled.ok) {
    const fix =
      'Correct the regular expression. Write it in single quotes, so that backslashes stay as they are.'
    table.error('pattern', `The pattern is not a regular expression: ${compiled.reason}`, fix)
  }
  const watch = table.boolean('watch', false)
  const interval = table.number('interval', { above: 0 })
  if (interval !== undefined && !watch) {
    table.warning(
      'interval',
      '`interval` has no effect while `watch` is false',
      'Add watch = true, or remove interval.',
    )
  }
  return { pattern, watch, interval }
}

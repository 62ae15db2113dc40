import { isRecord } from '../claude/settings'
import type { CommandLine } from './command-line'
import type { StartFacts } from './start-windows'

/**
 * Reads what `prepare` wrote down. By hand, since the hook entry that does it runs at every hook and must start in an instant.
 * Throws when something is missing: better no start than one with half of its arguments.
 */
export function readStartFacts(raw: unknown): StartFacts {
  const whole = record(raw)
  const cli = record(whole['cli'])
  const facts = record(whole['facts'])
  const settings = facts['settings'] === undefined ? undefined : record(facts['settings'])
  const sessions = cli['sessionCommands'] === undefined ? undefined : record(cli['sessionCommands'])
  const joined = cli['joined'] === undefined ? undefined : record(cli['joined'])
  return {
    cli: {
      program: text(cli['program']),
      label: text(cli['label']),
      valueOptions: words(cli['valueOptions']),
      listOptions: words(cli['listOptions']),
      maybeOptions: words(cli['maybeOptions']),
      plainOptions: words(cli['plainOptions']),
      ...(joined ? { joined: { flags: text(joined['flags']), plain: text(joined['plain']) } } : {}),
      sessionOptions: words(cli['sessionOptions']),
      commands: words(cli['commands']),
      ...(sessions
        ? { sessionCommands: { words: words(sessions['words']), newest: text(sessions['newest']) } }
        : {}),
      promptOptions: words(cli['promptOptions']),
      wordsJoinedBy: cli['wordsJoinedBy'] === null ? null : text(cli['wordsJoinedBy']),
      ...(cli['keptWords'] === undefined ? {} : { keptWords: text(cli['keptWords']) }),
      promptAs: promptAs(cli['promptAs']),
      ...(cli['settingsOption'] === undefined ? {} : { settingsOption: text(cli['settingsOption']) }),
    },
    facts: {
      claim: text(facts['claim']),
      prompt: facts['prompt'] === undefined ? undefined : text(facts['prompt']),
      args: words(facts['args']),
      sessionArgs: words(facts['sessionArgs']),
      env: Object.fromEntries(
        Object.entries(record(facts['env'])).map(([name, value]) => [name, text(value)]),
      ),
      ...(settings ? { settings: { ours: text(settings['ours']), merged: text(settings['merged']) } } : {}),
    },
    hookEnv: words(whole['hookEnv']),
  }
}

function promptAs(value: unknown): CommandLine['promptAs'] {
  if (value === 'behind-dashes' || value === 'last-word') return value
  return { option: text(record(value)['option']) }
}

function record(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw new Error('The file of this start is damaged. Start the agent again.')
  return value
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error('The file of this start is damaged. Start the agent again.')
  return value
}

function words(value: unknown): string[] {
  if (!Array.isArray(value)) throw new Error('The file of this start is damaged. Start the agent again.')
  return value.map(text)
}

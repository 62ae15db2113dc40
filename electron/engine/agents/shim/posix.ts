import type { CommandLine } from './command-line'

/** File that marks a folder as one of the deck's shim folders, so that no shim takes another for the real program. */
export const SHIM_MARK = '.dot-agent-deck-shim'

/** File in the claim by which a start says that it had no place for the first prompt. */
export const PROMPT_LEFT = 'prompt-left'

/** What one start adds; all paths absolute. */
export interface ShimFacts {
  /** Folder made by the first interactive start; making it is the claim. */
  claim: string
  /** File with the first prompt, absent when there is none. */
  prompt: string | undefined
  /** Arguments that are added to the person's. */
  args: readonly string[]
  /** Arguments that are added unless the person's choose the session. */
  sessionArgs: readonly string[]
  /** Variables that the program gets unless the person has set them, and that a program it starts must not have. */
  env: Readonly<Record<string, string>>
  /** Settings to merge with the person's, where the command line has an option for them. */
  settings?: { ours: string; merged: string }
  /** Arguments that run the hook entry, for the merge. */
  hookCommand: readonly string[]
}

/** One word for `sh`, whatever characters are in it. */
export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** Words for `sh`. */
export function shellJoin(words: readonly string[]): string {
  return words.map(shellQuote).join(' ')
}

/** A program in POSIX `sh` that starts the real one of its name further down the PATH, with our additions the first time. */
export function posixShim(cli: CommandLine, facts: ShimFacts): string {
  const { program } = cli
  return `#!/bin/sh
# Starts the real ${program}. The first interactive start of this agent gets the deck's additions and first prompt;
# every other start is the plain program, without the deck's identity.

real=
old_ifs=$IFS
IFS=:
set -f
for dir in $PATH; do
  [ -n "$dir" ] || dir=.
  if [ -e "$dir/${SHIM_MARK}" ]; then continue; fi
  if [ -f "$dir/${program}" ] && [ -x "$dir/${program}" ]; then real=$dir/${program}; break; fi
done
set +f
IFS=$old_ifs
if [ -z "$real" ]; then
  echo ${shellQuote(notFound(cli))} >&2
  exit 127
fi

plain() {
  for name in $(env | sed -n 's/^\\(DOT_AGENT_DECK_[A-Za-z0-9_]*\\)=.*/\\1/p'); do unset "$name"; done
${unsetLines(facts.env)}  exec "$real" "$@"
}

${readLoop(cli)}
if [ -n "$is_plain" ] || ! [ -t 0 ] || ! [ -t 1 ]; then plain "$@"; fi
if ! mkdir ${shellQuote(facts.claim)} 2>/dev/null; then plain "$@"; fi
${mergeLines(facts)}
${rebuildLoop(cli)}
${addLines(cli, facts)}exec "$real" "$@"
`
}

/** What is said when the real program is not there. */
export function notFound({ program, label }: CommandLine): string {
  return `${program}: command not found. Install ${label}, or put its folder on the PATH.`
}

/** Reads what the arguments ask for, as `readArguments` does. */
function readLoop(cli: CommandLine): string {
  const join = cli.wordsJoinedBy === null ? undefined : cli.wordsJoinedBy
  const newest = cases('$name', [[newestOf(cli), 'asks=']], '        ')
  const sessions = cases('$name', [[cli.sessionOptions, 'chooses=1']], '        ')
  return `is_plain= has_first= asks= chooses= settings= has_settings= prompt= has_prompt= mode=normal
add_prompt() {
  if [ -n "$has_prompt" ]; then prompt="$prompt"${shellQuote(join ?? '\n\n')}"$1"; else prompt=$1 has_prompt=1; fi
}
for arg in "$@"; do
  case $mode in
    value) mode=normal; continue ;;
    settings) settings=$arg has_settings=1 mode=normal; continue ;;
    prompt) add_prompt "$arg"; mode=normal; continue ;;
  esac
  if [ "$mode" != words ]; then
    case $arg in
      --) mode=words; continue ;;
      -) ;;
      -*)
        name=$arg given=
        case $arg in --*=*) name=\${arg%%=*} given=1 ;; esac
${cases('$name', [[cli.plainOptions, 'is_plain=1']], '        ')}${joinedCase(cli)}${sessions}${newest}        mode=normal
${cases(
  '$name',
  [
    [settingsOf(cli), 'if [ -n "$given" ]; then settings=${arg#*=} has_settings=1; else mode=settings; fi'],
    [cli.promptOptions, 'if [ -n "$given" ]; then add_prompt "${arg#*=}"; else mode=prompt; fi'],
    [valuesOf(cli), '[ -n "$given" ] || mode=value'],
    [cli.listOptions, '[ -n "$given" ] || mode=list'],
    [cli.maybeOptions, '[ -n "$given" ] || mode=maybe'],
  ],
  '        ',
)}        continue ;;
    esac
  fi
  case $mode in
    list) continue ;;
    maybe) mode=normal; continue ;;
  esac
  if [ -z "$has_first" ] && [ "$mode" = normal ]; then
${cases('$arg', [[cli.commands, 'is_plain=1']], '    ') || '    :\n'}  fi
${goesOnCase(cli, 'asks=1 chooses=1 has_first=1; continue')}  has_first=1
  if [ -n "$asks" ]; then asks=; continue; fi
${keptCase(cli, 'continue')}  if [ -z "$has_prompt" ]; then
    prompt=$arg has_prompt=1
${join === undefined ? '' : '  else\n    add_prompt "$arg"\n'}  fi
done
`
}

/** The arguments again, without settings, the prompt and the "--" before it. */
function rebuildLoop(cli: CommandLine): string {
  const given = [...settingsOf(cli), ...cli.promptOptions].map((option) => `${option}=`)
  return `mode=normal has_word= has_first= asked= count=$#
while [ "$count" -gt 0 ]; do
  arg=$1
  shift
  count=$((count - 1))
  case $mode in
    value) set -- "$@" "$arg"; mode=normal; continue ;;
    dropped) mode=normal; continue ;;
  esac
  if [ "$mode" != words ]; then
    case $arg in
      --) mode=words; continue ;;
      -) ;;
      -*)
        mode=normal
${cases(
  '$arg',
  [
    [given.map((option) => `${option}*`), 'continue'],
    [[...settingsOf(cli), ...cli.promptOptions], 'mode=dropped; continue'],
    [valuesOf(cli), 'mode=value'],
    [cli.listOptions, 'mode=list'],
    [cli.maybeOptions, 'mode=maybe'],
  ],
  '        ',
)}${cases('$arg', [[newestOf(cli), 'asked=']], '        ')}        set -- "$@" "$arg"
        continue ;;
    esac
  fi
  case $mode in
    list) set -- "$@" "$arg"; continue ;;
    maybe) set -- "$@" "$arg"; mode=normal; continue ;;
  esac
${goesOnCase(cli, 'set -- "$@" "$arg"; asked=1 has_first=1; continue')}  has_first=1
  if [ -n "$asked" ]; then set -- "$@" "$arg"; asked=; continue; fi
${keptCase(cli, 'set -- "$@" "$arg"; continue')}  ${
    cli.wordsJoinedBy === null
      ? 'if [ -z "$has_word" ]; then has_word=1; else set -- "$@" "$arg"; fi'
      : 'has_word=1'
  }
done
`
}

function addLines(cli: CommandLine, facts: ShimFacts): string {
  const lines: string[] = []
  for (const [name, value] of Object.entries(facts.env)) {
    lines.push(`[ -n "\${${name}+set}" ] || export ${name}=${shellQuote(value)}`)
  }
  if (facts.args.length > 0) lines.push(`set -- "$@" ${shellJoin(facts.args)}`)
  if (cli.settingsOption !== undefined && facts.settings) {
    lines.push(`set -- "$@" ${cli.settingsOption} "$ours"`)
  }
  if (facts.sessionArgs.length > 0) {
    lines.push(`[ -n "$chooses" ] || set -- "$@" ${shellJoin(facts.sessionArgs)}`)
  }
  if (cli.sessionCommands)
    lines.push(
      `if [ -n "$asks" ]; then : > ${shellQuote(`${facts.claim}/${PROMPT_LEFT}`)}; exec "$real" "$@"; fi`,
    )
  if (facts.prompt !== undefined) {
    // The extra dot keeps line feeds at the end.
    lines.push(`first=$(cat ${shellQuote(facts.prompt)}; echo .)`, 'first=${first%.}')
    lines.push(
      `if [ -n "$has_prompt" ]; then prompt="$prompt"${shellQuote('\n\n')}"$first"; else prompt=$first has_prompt=1; fi`,
    )
  }
  lines.push(`if [ -n "$has_prompt" ]; then ${promptLine(cli)}; fi`)
  return `${lines.join('\n')}\n`
}

function promptLine(cli: CommandLine): string {
  if (cli.promptAs === 'behind-dashes') return 'set -- "$@" -- "$prompt"'
  if (cli.promptAs === 'last-word')
    return 'case $prompt in -*) prompt=" $prompt" ;; esac; set -- "$@" "$prompt"'
  return `set -- "$@" "${cli.promptAs.option}=$prompt"`
}

function mergeLines(facts: ShimFacts): string {
  if (!facts.settings) return ''
  const merged = shellQuote(facts.settings.merged)
  return `
ours=${shellQuote(facts.settings.ours)}
if [ -n "$has_settings" ]; then
  if ${shellJoin(facts.hookCommand)} merge-settings "$ours" "$settings" ${merged}; then
    ours=${merged}
  else
    ours=$settings
  fi
fi
`
}

function unsetLines(env: Readonly<Record<string, string>>): string {
  return Object.entries(env)
    .map(([name, value]) => `  if [ "\${${name}-}" = ${shellQuote(value)} ]; then unset ${name}; fi\n`)
    .join('')
}

/** A `case` with an arm for each list that has any words; nothing when none has. */
function cases(
  subject: string,
  arms: ReadonlyArray<readonly [words: readonly string[], body: string]>,
  indent: string,
): string {
  const full = arms.filter(([words]) => words.length > 0)
  if (full.length === 0) return ''
  const lines = full.map(([words, body]) => `${indent}  ${words.join('|')}) ${body} ;;\n`)
  return `${indent}case ${subject} in\n${lines.join('')}${indent}esac\n`
}

function joinedCase(cli: CommandLine): string {
  if (!cli.joined) return ''
  const { flags, plain } = cli.joined
  const before = flags === '' ? [''] : ['', `[${flags}]`, `[${flags}][${flags}]`]
  return cases('$arg', [[before.map((some) => `-${some}[${plain}]*`), 'is_plain=1']], '        ')
}

function keptCase(cli: CommandLine, body: string): string {
  return cli.keptWords === undefined ? '' : `  case $arg in ${cli.keptWords}*) ${body} ;; esac\n`
}

/** What is done with a first word with which a session goes on. */
function goesOnCase(cli: CommandLine, body: string): string {
  const words = cli.sessionCommands?.words ?? []
  if (words.length === 0) return ''
  return `  if [ -z "$has_first" ] && [ "$mode" = normal ]; then\n${cases('$arg', [[words, body]], '    ')}  fi\n`
}

function newestOf(cli: CommandLine): string[] {
  return cli.sessionCommands ? [cli.sessionCommands.newest] : []
}

function settingsOf(cli: CommandLine): readonly string[] {
  return cli.settingsOption === undefined ? [] : [cli.settingsOption]
}

function valuesOf(cli: CommandLine): string[] {
  const others = [...settingsOf(cli), ...cli.promptOptions]
  return cli.valueOptions.filter((option) => !others.includes(option))
}

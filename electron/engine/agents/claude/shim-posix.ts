import {
  COMMANDS,
  LIST_OPTIONS,
  MAYBE_OPTIONS,
  PLAIN_OPTIONS,
  SESSION_OPTIONS,
  VALUE_OPTIONS,
} from './arguments'

/** File that marks a folder as one of the deck's shim folders, so that no shim takes another for the real program. */
export const SHIM_MARK = '.dot-agent-deck-shim'

/** What a shim needs to know; all paths absolute. */
export interface ShimFacts {
  /** Folder made by the first interactive start; making it is the claim. */
  claim: string
  settings: string
  /** File for the merge of ours with the person's `--settings`. */
  mergedSettings: string
  /** File with the first prompt, absent when there is none. */
  prompt: string | undefined
  sessionId: string
  resume: string | undefined
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

/** A `claude` in POSIX `sh` that starts the real one further down the PATH, with our additions the first time. */
export function posixShim(facts: ShimFacts): string {
  const session =
    facts.resume === undefined
      ? `--session-id ${shellQuote(facts.sessionId)}`
      : `--resume ${shellQuote(facts.resume)}`
  return `#!/bin/sh
# Starts the real claude. The first interactive start of this agent gets the deck's settings, session and first prompt;
# every other start is the plain program, without the deck's identity.

real=
old_ifs=$IFS
IFS=:
set -f
for dir in $PATH; do
  [ -n "$dir" ] || dir=.
  if [ -e "$dir/${SHIM_MARK}" ]; then continue; fi
  if [ -f "$dir/claude" ] && [ -x "$dir/claude" ]; then real=$dir/claude; break; fi
done
set +f
IFS=$old_ifs
if [ -z "$real" ]; then
  echo 'claude: command not found. Install Claude Code, or put its folder on the PATH.' >&2
  exit 127
fi

plain() {
  for name in $(env | sed -n 's/^\\(DOT_AGENT_DECK_[A-Za-z0-9_]*\\)=.*/\\1/p'); do unset "$name"; done
  exec "$real" "$@"
}

is_plain= chooses= settings= has_settings= prompt= has_prompt= mode=normal
for arg in "$@"; do
  case $mode in
    value) mode=normal; continue ;;
    settings) settings=$arg has_settings=1 mode=normal; continue ;;
  esac
  if [ "$mode" != words ]; then
    case $arg in
      --) mode=words; continue ;;
      -) ;;
      -*)
        name=$arg given=
        case $arg in --*=*) name=\${arg%%=*} given=1 ;; esac
        case $name in ${alternatives(PLAIN_OPTIONS)}) is_plain=1 ;; esac
        case $arg in -p*|-[cd]p*|-[cd][cd]p*) is_plain=1 ;; esac
        case $name in ${alternatives(SESSION_OPTIONS)}) chooses=1 ;; esac
        mode=normal
        case $name in
          --settings)
            if [ -n "$given" ]; then settings=\${arg#*=} has_settings=1; else mode=settings; fi ;;
          ${alternatives(VALUE_OPTIONS.filter((option) => option !== '--settings'))}) [ -n "$given" ] || mode=value ;;
          ${alternatives(LIST_OPTIONS)}) [ -n "$given" ] || mode=list ;;
          ${alternatives(MAYBE_OPTIONS)}) [ -n "$given" ] || mode=maybe ;;
        esac
        continue ;;
    esac
  fi
  case $mode in
    list) continue ;;
    maybe) mode=normal; continue ;;
  esac
  if [ -z "$has_prompt" ]; then
    if [ "$mode" = normal ]; then
      case $arg in ${alternatives(COMMANDS)}) is_plain=1 ;; esac
    fi
    prompt=$arg has_prompt=1
  fi
done

if [ -n "$is_plain" ] || ! [ -t 0 ] || ! [ -t 1 ]; then plain "$@"; fi
if ! mkdir ${shellQuote(facts.claim)} 2>/dev/null; then plain "$@"; fi

ours=${shellQuote(facts.settings)}
if [ -n "$has_settings" ]; then
  if ${shellJoin(facts.hookCommand)} merge-settings "$ours" "$settings" ${shellQuote(facts.mergedSettings)}; then
    ours=${shellQuote(facts.mergedSettings)}
  else
    ours=$settings
  fi
fi

# The arguments again, without --settings, the prompt and the "--" before it.
mode=normal has_prompt= count=$#
while [ "$count" -gt 0 ]; do
  arg=$1
  shift
  count=$((count - 1))
  case $mode in
    value) set -- "$@" "$arg"; mode=normal; continue ;;
    settings) mode=normal; continue ;;
  esac
  if [ "$mode" != words ]; then
    case $arg in
      --) mode=words; continue ;;
      -) ;;
      -*)
        mode=normal
        case $arg in
          --settings=*) continue ;;
          --settings) mode=settings; continue ;;
          ${alternatives(VALUE_OPTIONS.filter((option) => option !== '--settings'))}) mode=value ;;
          ${alternatives(LIST_OPTIONS)}) mode=list ;;
          ${alternatives(MAYBE_OPTIONS)}) mode=maybe ;;
        esac
        set -- "$@" "$arg"
        continue ;;
    esac
  fi
  case $mode in
    list) set -- "$@" "$arg"; continue ;;
    maybe) set -- "$@" "$arg"; mode=normal; continue ;;
  esac
  if [ -z "$has_prompt" ]; then has_prompt=1; else set -- "$@" "$arg"; fi
done

set -- "$@" --settings "$ours"
[ -n "$chooses" ] || set -- "$@" ${session}
${promptLines(facts.prompt)}if [ -n "$has_prompt" ]; then set -- "$@" -- "$prompt"; fi
exec "$real" "$@"
`
}

/** Adds the first prompt after the person's own, if there is one. The extra dot keeps line feeds at the end. */
function promptLines(file: string | undefined): string {
  if (file === undefined) return ''
  return `first=$(cat ${shellQuote(file)}; echo .)
first=\${first%.}
if [ -n "$has_prompt" ]; then
  prompt="$prompt

$first"
else
  prompt=$first has_prompt=1
fi
`
}

function alternatives(words: readonly string[]): string {
  return words.join('|')
}

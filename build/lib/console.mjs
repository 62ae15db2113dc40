/** What the scripts say, and how they fail. */

/** After how many milliseconds without an end a step says that it still works. */
const STILL_WORKING_MS = 10_000

/** A failure that is explained to the person: what happened and, in one sentence, what to do. */
export class Problem extends Error {
  constructor(message, fix, details = '') {
    super(message)
    this.fix = fix
    this.details = details
  }
}

/** Prints one line. Goes to stderr when `quiet` output was asked for, so that stdout stays the program's own. */
export function say(text) {
  ;(quiet ? process.stderr : process.stdout).write(`${text}\n`)
}

let quiet = false

/** From now on everything the scripts say goes to stderr. */
export function sayOnStderr() {
  quiet = true
}

/** Runs `work`, saying its title, that it still runs, and how long it took. */
export async function step(title, work) {
  const started = Date.now()
  say(`> ${title}`)
  const ticker = setInterval(() => say(`  still working: ${title} (${duration(started)})`), STILL_WORKING_MS)
  try {
    const result = await work()
    say(`  took ${duration(started)}`)
    return result
  } finally {
    clearInterval(ticker)
  }
}

/** Time since `started` (epoch ms), for people. */
export function duration(started) {
  const seconds = (Date.now() - started) / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

/** Runs a script's main function; a failure ends the process with code 1, its explanation and its fix. */
export async function main(work) {
  try {
    await work()
  } catch (error) {
    process.stderr.write(`\n${explain(error)}\n`)
    process.exit(1)
  }
}

/** A failure for people: the details, what happened, and what to do. */
export function explain(error) {
  if (!(error instanceof Problem))
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  const details = error.details.trim() && `${tail(error.details)}\n\n`
  return `${details}${error.message}\n${error.fix}`
}

/** The last lines of a long output, which is where tools say why they failed. */
export function tail(text, lines = 60) {
  return text.trimEnd().split('\n').slice(-lines).join('\n')
}

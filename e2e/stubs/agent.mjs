/**
 * A terminal program that looks like a coding agent and does what the text it is given says, line by line. With flags
 * it behaves as badly as real agents do on bad days. Plain Node, no packages.
 *
 * Directives, each on a line of its own, in a prompt or under `## Task` of the file that a prompt points at:
 *   RUN <shell command>      runs it; its exit code and output go to the log
 *   SAY <text>               prints it
 *   SLEEP <ms>               works for so long
 *   WAIT-FOR <file>          works until the file exists
 *   SPIN <file>              shows nothing but a spinner until the file exists
 *   BURN <file>              shows nothing and uses the CPU until the file exists
 *   ASK-PERMISSION <file>    shows a dialog; any Enter approves it, and makes the file
 *   FORGE                    prints status reports and titles that are lies
 *   FLOOD <bytes>            prints so much
 *   NO-REPORT                ends this turn without a report
 *   EXIT <code>              ends the program
 * A task without a `work-done` of its own is reported at its end.
 *
 * Flags: --name N, --deaf MS (drops keys for so long after its box is shown), --swallow-enter N, --trust FILE,
 * --permission FILE (a dialog at the start of the first task), --dialog-on-paste FILE (once, with the text in the box
 * behind it), --die-on-task, --flood, --never-answer, --answer-twice,
 * --no-bracketed-paste, --slow-start MS, --osc7501, --forge. FILE is made when the dialog is approved.
 *
 * STUB_LOG names a file that gets one line of JSON for each thing worth counting: `start`, `prompt` (its whole text),
 * `run` (command, code, output), `approved`, `keys` (that met a dialog), `end`.
 */
import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, watch, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'

const { values: flags } = parseArgs({
  options: {
    name: { type: 'string', default: 'stub' },
    deaf: { type: 'string', default: '0' },
    'swallow-enter': { type: 'string', default: '0' },
    trust: { type: 'string' },
    permission: { type: 'string' },
    'dialog-on-paste': { type: 'string' },
    'die-on-task': { type: 'boolean', default: false },
    flood: { type: 'boolean', default: false },
    'never-answer': { type: 'boolean', default: false },
    'answer-twice': { type: 'boolean', default: false },
    'no-bracketed-paste': { type: 'boolean', default: false },
    'slow-start': { type: 'string', default: '0' },
    osc7501: { type: 'boolean', default: false },
    forge: { type: 'boolean', default: false },
  },
})

const PASTE_START = '\x1b[200~'
const PASTE_END = '\x1b[201~'
const DIRECTIVE = /^(RUN|SAY|SLEEP|WAIT-FOR|SPIN|BURN|ASK-PERMISSION|FORGE|FLOOD|NO-REPORT|EXIT)\b ?(.*)$/
const TASK_POINTER = /^Your task (\S+) is in the file /

/** What stands in the input box. */
let box = ''
/** Rows from the top of the drawn box to the cursor; undefined while nothing is drawn. */
let cursorRow
let working = false
let inPaste = false
let pending = ''
let listening = false
let swallow = Number(flags['swallow-enter'])
let permissionAsked = false
/** While a dialog is open: approves it. */
let approve
const prompts = []

function log(entry) {
  const file = process.env.STUB_LOG
  if (file)
    appendFileSync(
      file,
      `${JSON.stringify({ at: Date.now(), pid: process.pid, agent: process.env.DOT_AGENT_DECK_AGENT_ID, ...entry })}\n`,
    )
}

// ---- screen ----

function write(text) {
  process.stdout.write(text)
}

function report(state, more = '') {
  if (flags.osc7501) write(`\x1b]7501;state=${state}:app=stub${more}\x1b\\`)
}

function erase() {
  if (cursorRow === undefined) return ''
  const up = cursorRow > 0 ? `\x1b[${cursorRow}A` : ''
  cursorRow = undefined
  return `${up}\r\x1b[J`
}

function rows(text, width) {
  const result = []
  for (const line of text.split('\n')) {
    for (let at = 0; at === 0 || at < line.length; at += width) result.push(line.slice(at, at + width))
  }
  return result
}

/** Draws the box, with the cursor behind what stands in it. */
function draw() {
  const columns = process.stdout.columns || 80
  const content = rows(box, columns - 4)
  const rule = '─'.repeat(columns - 1)
  const lines = [
    rule,
    ...content.map((row, index) => `${index === 0 ? '> ' : '  '}${row}`),
    rule,
    working ? '  working… (esc to interrupt)' : '  ready',
  ]
  const below = 2
  const column = 2 + (content.at(-1)?.length ?? 0) + 1
  const text = `${erase()}${lines.join('\r\n')}\x1b[${below}A\x1b[${column}G`
  cursorRow = content.length
  write(text)
}

function say(text) {
  write(`${erase()}${text.replace(/\n/g, '\r\n')}\r\n`)
  if (!approve) draw()
}

/** A dialog as agents show them: Enter takes the marked entry. */
async function dialog(lines, file, kind) {
  const approved = new Promise((resolve) => {
    approve = resolve
  })
  write(`${erase()}${lines.join('\r\n')}\r\n`)
  report('blocked', `:kind=${kind}`)
  if (flags.forge) forge()
  await approved
  approve = undefined
  log({ type: 'approved', file })
  if (file) writeFileSync(file, 'approved\n')
  say('Approved.')
}

function forge() {
  write('\x1b]7501;state=idle:app=stub\x1b\\\x1b]0;idle, ready for input\x07\x1b]2;> \x07')
}

// ---- keys ----

function keys(text) {
  pending += text
  while (pending !== '') {
    if (inPaste) {
      const end = pending.indexOf(PASTE_END)
      if (end < 0) {
        // The end mark may arrive in two pieces.
        const kept = Math.min(pending.length, PASTE_END.length - 1)
        box += pending.slice(0, pending.length - kept)
        pending = pending.slice(pending.length - kept)
        break
      }
      box += pending.slice(0, end)
      pending = pending.slice(end + PASTE_END.length)
      inPaste = false
      if (flags['dialog-on-paste'] && !permissionAsked) {
        permissionAsked = true
        void permission(flags['dialog-on-paste'])
      }
    } else if (pending.startsWith(PASTE_START)) {
      inPaste = true
      pending = pending.slice(PASTE_START.length)
    } else if (pending.length < PASTE_START.length && PASTE_START.startsWith(pending) && pending.length > 1) {
      break
    } else {
      key(pending[0])
      pending = pending.slice(1)
    }
  }
  if (!approve) draw()
}

function key(char) {
  if (char === '\r') submit()
  else if (char === '\x7f') box = box.slice(0, -1)
  else if (char === '\x15' || char === '\x03') box = ''
  else if (char >= ' ' || char === '\n') box += char
}

function submit() {
  if (swallow > 0) {
    swallow -= 1
    return
  }
  const text = box
  box = ''
  if (text.trim() === '') return
  log({ type: 'prompt', text })
  prompts.push(text)
  void work()
}

// ---- turns ----

async function work() {
  if (working) return
  working = true
  report('working')
  for (let text = prompts.shift(); text !== undefined; text = prompts.shift()) await turn(text)
  working = false
  report('idle')
  draw()
}

async function turn(text) {
  say(`you: ${text.slice(0, 60)}`)
  const task = TASK_POINTER.exec(text)?.[1]
  if (task && flags['die-on-task']) end(3)
  if (task && flags.permission && !permissionAsked) {
    permissionAsked = true
    await permission(flags.permission)
  }
  const directives = directivesIn(text)
  let answered = false
  for (const [name, argument] of directives) {
    if (name === 'RUN' && argument.includes('work-done')) answered = true
    if (name === 'NO-REPORT') answered = true
    else await carryOut(name, argument)
  }
  if (!task || answered || flags['never-answer']) return
  const times = flags['answer-twice'] ? 2 : 1
  for (let time = 0; time < times; time += 1) {
    await shell(`dot-agent-deck work-done --task 'Task ${task} done by ${flags.name}.'`)
  }
}

function directivesIn(text) {
  const own = linesOf(text)
  if (own.length > 0) return own
  const file = /\bfile ([^\s:]+)/.exec(text)?.[1]
  if (!file || !existsSync(file)) return []
  const section = readFileSync(file, 'utf8').split(/^## Task$/m)[1]
  return section === undefined ? [] : linesOf(section.split(/^## /m)[0] ?? '')
}

function linesOf(text) {
  return text.split('\n').flatMap((line) => {
    const match = DIRECTIVE.exec(line.trim())
    return match ? [[match[1], match[2]]] : []
  })
}

async function carryOut(name, argument) {
  switch (name) {
    case 'RUN':
      return shell(argument)
    case 'SAY':
      return say(argument)
    case 'SLEEP':
      return wait(Number(argument))
    case 'WAIT-FOR':
      return fileThere(argument)
    case 'SPIN':
      return until(argument, () => write(`\x1b7\x1b[G${'◐◓◑◒'[Math.floor(Date.now() / 100) % 4]}\x1b8`))
    case 'BURN':
      return until(argument, () => {
        for (const end = Date.now() + 20; Date.now() < end;);
      })
    case 'ASK-PERMISSION':
      return permission(argument)
    case 'FORGE':
      return forge()
    case 'FLOOD':
      return flood(Number(argument))
    case 'EXIT':
      return end(Number(argument))
  }
}

function permission(file) {
  return dialog(
    ['Do you want to run this command?', '  rm -rf build', '❯ 1. Yes', '  2. No'],
    file,
    'permission',
  )
}

function shell(command) {
  return new Promise((resolve) => {
    const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    // A character may be cut in two by a chunk's end.
    child.stdout.setEncoding('utf8')
    child.stderr.setEncoding('utf8')
    child.stdout.on('data', (data) => (stdout += data))
    child.stderr.on('data', (data) => (stderr += data))
    child.on('close', (code) => {
      log({ type: 'run', command, code, stdout, stderr })
      say(`$ ${command.slice(0, 60)}\n${(stdout + stderr).trim().slice(0, 400)}`)
      resolve()
    })
  })
}

/** Does something ten times a second until the file exists. */
async function until(file, act) {
  const timer = setInterval(() => act(), 100)
  await fileThere(file)
  clearInterval(timer)
}

function fileThere(file) {
  return new Promise((resolve) => {
    const done = () => {
      if (!existsSync(file)) return
      watcher.close()
      resolve()
    }
    const watcher = watch(dirname(file), done)
    done()
  })
}

/** Prints as fast as it is read. */
async function flood(bytes) {
  write(erase())
  const line = `${'all work and no play makes a dull stub '.repeat(3)}\r\n`
  const piece = line.repeat(50)
  for (let left = bytes; left > 0; left -= piece.length) {
    if (!process.stdout.write(piece)) await new Promise((resolve) => process.stdout.once('drain', resolve))
  }
  draw()
}

function end(code) {
  log({ type: 'end', code })
  write('\r\n')
  process.exit(code)
}

// ---- start ----

process.stdin.setRawMode?.(true)
process.stdin.setEncoding('utf8')
process.stdin.on('data', (text) => {
  if (approve) {
    log({ type: 'keys', text })
    if (text.includes('\r')) approve()
  } else if (listening) keys(text)
})
process.stdin.on('end', () => end(0))
process.stdout.on('resize', () => {
  if (cursorRow !== undefined) draw()
})

log({ type: 'start', arguments: process.argv.slice(2) })
if (Number(flags['slow-start']) > 0) {
  write('Loading…\r\n')
  await wait(Number(flags['slow-start']))
}
if (flags.trust !== undefined) {
  await dialog(
    ['Do you trust the files in this folder?', '❯ 1. Yes, proceed', '  2. No, exit'],
    flags.trust,
    'question',
  )
}
if (!flags['no-bracketed-paste']) write('\x1b[?2004h')
report('idle')
if (flags.forge) forge()
write(`${flags.name} is here.\r\n`)
draw()
if (Number(flags.deaf) > 0) setTimeout(() => (listening = true), Number(flags.deaf))
else listening = true
if (flags.flood) await flood(Number.POSITIVE_INFINITY)

/**
 * The quickest stub agent: looks like Claude Code as far as the deck reads its screen, tells its hooks over the socket
 * itself, and answers a task within milliseconds. Some of its messages go through the real command, some of those are
 * killed on the way, and some messages are sent twice. Plain Node, no packages.
 *
 * CHAOS_ROLE is its role, CHAOS_SEED decides what goes wrong, CHAOS_PLAN names a JSON file with what the lead has to
 * delegate, and CHAOS_LOG a file that gets one line of JSON for each thing that is counted at the end.
 */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFileSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { generator } from './random.mjs'

const { env } = process
const role = env.CHAOS_ROLE ?? 'agent'
const agent = env.DOT_AGENT_DECK_AGENT_ID ?? ''
const faults = JSON.parse(env.CHAOS_FAULTS ?? '{}')

/** How long before a message that had no answer is sent again, in milliseconds. */
const AGAIN_MS = 400
/** Tasks that the lead keeps open at once. */
const WINDOW = 12
const FINAL = new Set(['done', 'failed', 'cancelled'])
const TASK = /^Your task (\S+) is in the file (.+): read it now and carry it out\.$/

/** What stands in the input box. */
let box = ''
let inPaste = false
let pending = ''
let working = false
const prompts = []

function log(entry) {
  appendFileSync(
    env.CHAOS_LOG,
    `${JSON.stringify({ at: Date.now(), pid: process.pid, agent, role, ...entry })}\n`,
  )
}

// ---- screen and keys ----

function draw() {
  const width = (process.stdout.columns || 120) - 1
  const rows = []
  for (let at = 0; at === 0 || at < box.length; at += width - 2) rows.push(box.slice(at, at + width - 2))
  const rule = '─'.repeat(width)
  const lines = [rule, ...rows.map((row, index) => `${index === 0 ? '❯' : ' '} ${row}`), rule]
  const hint = working ? '  esc to interrupt' : '  ? for shortcuts'
  process.stdout.write(
    `\x1b[?2026h\x1b[2J\x1b[H${role}\r\n\r\n${lines.join('\r\n')}\r\n${hint}\x1b[2A\x1b[${(rows.at(-1)?.length ?? 0) + 3}G\x1b[?2026l`,
  )
}

function keys(text) {
  pending += text
  for (;;) {
    if (inPaste) {
      const end = pending.indexOf('\x1b[201~')
      if (end < 0) break
      box += pending.slice(0, end)
      pending = pending.slice(end + 6)
      inPaste = false
    } else if (pending.startsWith('\x1b[200~')) {
      inPaste = true
      pending = pending.slice(6)
    } else if (pending === '' || (pending.startsWith('\x1b') && pending.length < 6)) break
    else {
      if (pending[0] === '\r') submit()
      else if (pending[0] >= ' ') box += pending[0]
      pending = pending.slice(1)
    }
  }
  draw()
}

function submit() {
  const text = box
  box = ''
  if (text.trim() === '') return
  log({ type: 'prompt', text })
  prompts.push(text)
  void hook('UserPromptSubmit', { prompt: text })
  void turns()
}

// ---- messages ----

/** A hook is told once and not waited for long, as the agents' own are. */
async function hook(name, more = {}) {
  const payload = { hook_event_name: name, session_id: env.CHAOS_ROLE, ...more }
  await exchange({ verb: 'hook', agent: 'claude', payload }, randomUUID(), 2000)
}

/** One message over the socket. `kind` is what the command would make of the answer. */
function exchange(body, id, timeoutMs = 15_000) {
  return new Promise((resolve) => {
    const socket = connect(env.DOT_AGENT_DECK_SOCKET)
    let text = ''
    const finish = (outcome) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(outcome)
    }
    const timer = setTimeout(() => finish({ kind: 'unreachable', why: 'time' }), timeoutMs)
    socket.on('connect', () => {
      socket.write(`${JSON.stringify({ agent, token: env.DOT_AGENT_DECK_TOKEN, id, body })}\n`)
    })
    socket.on('error', (error) => finish({ kind: 'unreachable', why: error.message }))
    socket.on('close', () => finish({ kind: 'unreachable', why: 'closed' }))
    socket.on('data', (chunk) => {
      text += chunk
      if (text.endsWith('\n')) finish(outcomeOf(JSON.parse(text)))
    })
  })
}

function outcomeOf(reply) {
  if ('kept' in reply) return { kind: 'kept' }
  if ('refused' in reply) return { kind: 'refused', why: reply.refused }
  return reply.answer.ok
    ? { kind: 'accepted', reply: reply.answer }
    : { kind: 'refused', why: reply.answer.reason }
}

/** The same through the real command, which may be killed on its way, or find its socket blocked as by a sandbox. */
function command(args, killAfterMs, blocked) {
  return new Promise((resolve) => {
    const child = spawn('dot-agent-deck', args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
      env: blocked ? { ...env, DOT_AGENT_DECK_SOCKET: '/nonexistent/post.sock' } : env,
    })
    let why = ''
    const timer =
      killAfterMs === undefined
        ? undefined
        : setTimeout(() => {
            log({ type: 'killed-command', args })
            if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
          }, killAfterMs)
    child.stderr.setEncoding('utf8')
    child.stderr.on('data', (data) => (why += data))
    child.on('error', (error) => resolve({ kind: 'unreachable', why: error.message }))
    child.on('close', (code) => {
      clearTimeout(timer)
      const kind = code === 0 ? 'accepted' : code === 3 ? 'kept' : code === 1 ? 'refused' : 'unreachable'
      resolve({ kind, why })
    })
  })
}

/** Sends one message in one of the ways; logs it with its outcome, so that it can be looked for in the journal. */
async function send(body, args, nonce, chance) {
  let outcome
  // Before it is sent: whoever dies before the answer has said it all the same.
  log({ type: 'sending', verb: body.verb, nonce })
  const throughCommand = chance.happens(faults.command ?? 0)
  if (throughCommand) {
    const killAfterMs = chance.happens(faults.killCommand ?? 0) ? chance.below(250) : undefined
    const blocked = chance.happens(faults.blocked ?? 0)
    outcome = await command(args, killAfterMs, blocked)
  } else {
    const id = randomUUID()
    const twice = chance.happens(faults.repeat ?? 0)
    const first = exchange(body, id)
    const second = twice ? exchange(body, id) : undefined
    outcome = await first
    if (second) log({ type: 'repeated', nonce, kind: (await second).kind })
  }
  log({ type: 'sent', verb: body.verb, nonce, throughCommand, kind: outcome.kind, why: outcome.why })
  return outcome
}

/** Whether the same may be said again: nobody has taken it. */
function mayRepeat({ kind, why }) {
  return (
    kind === 'unreachable' ||
    (kind === 'refused' && /could not keep|could not be kept|Too many|cannot be reached/.test(why))
  )
}

// ---- turns ----

async function turns() {
  if (working) return
  working = true
  draw()
  for (let text = prompts.shift(); text !== undefined; text = prompts.shift()) {
    if (role === 'lead') await lead()
    else await work(text)
  }
  working = false
  draw()
  await hook('Stop')
}

async function work(text) {
  const [, task, file] = TASK.exec(text) ?? []
  if (!task) return
  const chance = generator(`${env.CHAOS_SEED} ${agent} ${task}`)
  const label = /^label (\S+)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? '?'
  log({ type: 'task', task, label })
  await wait(chance.below(faults.workMs ?? 100))
  const outcome = chance.happens(faults.fail ?? 0) ? 'failed' : 'done'
  for (;;) {
    const nonce = `n${randomUUID().replaceAll('-', '')}`
    const said = `${nonce} on ${label}`
    const body = { verb: 'work-done', text: said, outcome, done: false }
    const args = ['work-done', '--task', said, ...(outcome === 'failed' ? ['--failed'] : [])]
    if (!mayRepeat(await send(body, args, nonce, chance))) return
    await wait(AGAIN_MS)
  }
}

/** Labels whose delegation the host keeps for the deck, until the ledger shows them. */
const kept = new Set()

/** Delegates what the plan still has, as far as the window allows; ends the run when all is over. */
async function lead() {
  const plan = JSON.parse(readFileSync(env.CHAOS_PLAN, 'utf8'))
  const chance = generator(`${env.CHAOS_SEED} ${agent} ${Date.now()}`)
  for (;;) {
    const ledger = await exchange({ verb: 'tasks' }, randomUUID())
    if (ledger.kind !== 'accepted') {
      await wait(AGAIN_MS)
      continue
    }
    const tasks = ledger.reply.tasks
    const known = new Map(tasks.map((task) => [labelOf(task.preview), task]))
    for (const label of known.keys()) kept.delete(label)
    const left = plan.filter(({ label }) => !known.has(label) && !kept.has(label))
    const open = tasks.filter((task) => !FINAL.has(task.state)).length + kept.size
    if (left.length === 0 && open === 0) return finish(chance)
    let room = WINDOW - open
    if (left.length === 0 || room <= 0) {
      // What is kept is told to nobody; it has to be looked for.
      if (kept.size === 0) return
      await wait(AGAIN_MS)
      continue
    }
    for (const { label, to } of left) {
      if (room <= 0) break
      room -= to.length
      const text = `label ${label}`
      const args = ['delegate', ...to.flatMap((name) => ['--to', name]), '--task', text]
      const outcome = await send({ verb: 'delegate', to, text }, args, label, chance)
      if (outcome.kind === 'kept') kept.add(label)
      else if (mayRepeat(outcome)) {
        // It may have arrived all the same: look before it is said again.
        await wait(AGAIN_MS)
        break
      }
    }
  }
}

function labelOf(preview) {
  return /label (\S+)/.exec(preview)?.[1]
}

async function finish(chance) {
  const nonce = `n${randomUUID().replaceAll('-', '')}`
  const body = { verb: 'work-done', text: `${nonce} all is done`, outcome: 'done', done: true }
  for (;;) {
    if (!mayRepeat(await send(body, ['work-done', '--done', '--task', body.text], nonce, chance))) return
    await wait(AGAIN_MS)
  }
}

// ---- start ----

process.stdin.setRawMode?.(true)
process.stdin.setEncoding('utf8')
process.stdin.on('data', keys)
process.stdin.on('end', () => process.exit(0))
process.stdout.on('resize', draw)
process.stdout.write('\x1b[?2004h')
log({ type: 'start', arguments: process.argv.slice(2) })
draw()
await hook('SessionStart', { source: 'startup' })
const given = promptOf(process.argv.slice(2))
if (given !== undefined) {
  box = given
  submit()
  draw()
}

/** The first prompt: the one argument that is neither an option nor an option's value. */
function promptOf(args) {
  for (let at = 0; at < args.length; at += 1) {
    if (args[at] === '--') return args[at + 1]
    if (args[at].startsWith('--')) at += 1
    else return args[at]
  }
  return undefined
}

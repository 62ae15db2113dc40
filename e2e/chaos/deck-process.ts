/** The app of the chaos suite: a deck in a process of its own, which can be killed at any moment. */
import { open } from 'node:fs/promises'
import { messageOf } from '#shared/message-of'
import { createDeck } from '../../electron/engine/deck'
import { Order, type Told } from './orders'

const [home = '', dist = ''] = process.argv.slice(2)

/** While set, the journal's disk is full: half of what is to be written arrives. */
let diskFull = false

function tell(told: Told): void {
  // Whoever listens may be gone; nobody is to be told then.
  if (process.connected) process.send?.(told, () => undefined)
}

/** Makes appending to a file fail as a full disk does. Only journals are appended to. */
async function injectFullDisk(): Promise<void> {
  const handle = await open('/dev/null')
  const prototype: { appendFile(data: string): Promise<void> } = Object.getPrototypeOf(handle)
  await handle.close()
  const appendFile = prototype.appendFile
  prototype.appendFile = async function (this: unknown, data: string): Promise<void> {
    if (!diskFull) return appendFile.call(this, data)
    await appendFile.call(this, data.slice(0, data.length / 2))
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  }
}

await injectFullDisk()
const deck = createDeck({
  home,
  hostName: 'app',
  paths: { exec: [process.execPath], runAsNode: false, dist, demoProject: '' },
  platform: process.platform,
  version: '0.0.0-chaos',
  log: (line) => tell({ told: 'line', line }),
})
deck.onPush((name, payload) => {
  if (name === 'run-event') tell({ told: 'event', event: payload })
  if (name === 'notice') tell({ told: 'notice', notice: payload })
})

async function carryOut(order: Order): Promise<unknown> {
  switch (order.order) {
    case 'start': {
      const { dir, orchestration } = order
      const view = await deck.handle('project.open', { dir })
      if (view.consent) await deck.handle('project.consent', { dir, key: view.consent.key })
      return deck.handle('run.start', { dir, orchestration })
    }
    case 'state':
      return deck.handle('deck.state', {})
    case 'runs':
      return deck.openRuns()
    case 'restore':
      return deck.handle('run.restore', { run: order.run })
    case 'restart':
      return deck.handle('pane.restart', { run: order.run, pane: order.pane })
    case 'retry':
      return deck.handle('delivery.retry', { run: order.run, delivery: order.delivery })
    case 'prompt':
      return deck.handle('prompt.send', { run: order.run, pane: order.pane, text: order.text })
    case 'disk':
      diskFull = order.full
      return {}
    case 'end':
      return deck.closeAll('quit')
  }
}

process.on('message', (message) => {
  const order = Order.parse(message)
  carryOut(order).then(
    (value) => {
      tell({ told: 'answer', id: order.id, value })
      if (order.order === 'end') process.disconnect()
    },
    (error: unknown) => tell({ told: 'refused', id: order.id, reason: messageOf(error) }),
  )
})
// Whoever started this is gone: nothing of it is to be left.
process.on('disconnect', () => {
  void deck.closeAll('quit').finally(() => process.exit(0))
})

await deck.start()
tell({ told: 'up' })

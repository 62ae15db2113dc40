/**
 * Keeps a PTY open until it has been read to its end.
 *
 * node-pty closes its side 200 ms after the program ended, read or not: on a busy machine, or while the PTY is held
 * back, the last output would be lost. Here the close waits until nothing has come for 250 ms, for 5 s at most; the
 * usual end, by which the system says that nothing more can come, is not delayed.
 */
import { ReadStream } from 'node:tty'
import type { IPty } from 'node-pty'
import type { Clock } from './clock'
import { DRAIN_LIMIT_MS, DRAIN_SILENCE_MS } from './exit-drain'

/** Guards a PTY of the pinned node-pty; does nothing for a Windows one, or when the library has changed. */
export function closeWhenDrained(pty: IPty, clock: Clock): void {
  const socket: unknown = Reflect.get(pty, '_socket')
  if (socket instanceof ReadStream) delayClose(socket, clock)
}

function delayClose(socket: ReadStream, clock: Clock): void {
  const destroy = socket.destroy.bind(socket)
  let closing = false
  let heard = false
  socket.on('data', () => (heard = true))

  socket.destroy = (error?: Error) => {
    if (error !== undefined || socket.readableEnded) return destroy(error)
    if (!closing) {
      closing = true
      waitForSilence(clock.now() + DRAIN_LIMIT_MS)
    }
    return socket
  }

  function waitForSilence(deadline: number): void {
    heard = false
    clock.after(DRAIN_SILENCE_MS, () => {
      // Timers come before input in a late turn of the event loop; after `soon` the input has been looked at.
      clock.soon(() => {
        const quiet = !heard && !socket.isPaused()
        if (quiet || clock.now() >= deadline) destroy()
        else waitForSilence(deadline)
      })
    })
  }
}

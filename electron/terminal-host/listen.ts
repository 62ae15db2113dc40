/** Listening on a socket or pipe that an earlier host may have left behind. */
import { chmod, rm } from 'node:fs/promises'
import { connect, type Server } from 'node:net'

/** Another host serves this folder already. */
export class AlreadyServed extends Error {}

/** Listens on `path` with mode 0600; takes over a socket whose host is dead. */
export async function listenOn(server: Server, path: string, platform: NodeJS.Platform): Promise<void> {
  const isFile = platform !== 'win32'
  try {
    await listen(server, path)
  } catch (error) {
    if (!isFile || !(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    if (await answers(path)) throw new AlreadyServed(`Another terminal host serves “${path}”.`)
    await rm(path, { force: true })
    await listen(server, path)
  }
  if (isFile) await chmod(path, 0o600)
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

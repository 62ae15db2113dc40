/** The socket of the post box: one JSON line in, one JSON line out. */
import { createServer, type Server, type Socket } from 'node:net'
import type { PostBox } from './post-box'
import { MAX_POST_BYTES, PostLineSchema, type PostReply } from './post-protocol'

/** Most agents' commands served at once. */
const MAX_CONNECTIONS = 256
/** A connection that sends nothing for so long is closed, in milliseconds. */
const IDLE_MS = 30_000

/** Creates the server; the caller listens. */
export function createPostServer(box: PostBox): Server {
  const server = createServer({ allowHalfOpen: true }, (socket) => serve(socket, box))
  server.maxConnections = MAX_CONNECTIONS
  return server
}

function serve(socket: Socket, box: PostBox): void {
  const chunks: Buffer[] = []
  let bytes = 0
  let done = false
  const finish = (reply: PostReply): void => {
    if (!socket.destroyed) socket.end(`${JSON.stringify(reply)}\n`)
  }
  socket.setTimeout(IDLE_MS, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.on('end', () => {
    if (!done) socket.destroy()
  })
  socket.on('data', (chunk: Buffer) => {
    if (done) return
    const newline = chunk.indexOf(10)
    chunks.push(newline < 0 ? chunk : chunk.subarray(0, newline))
    bytes += chunk.length
    if (bytes > MAX_POST_BYTES) {
      done = true
      finish({ refused: 'The message is larger than 8 MiB. Put the text in a file and refer to it.' })
    } else if (newline >= 0) {
      done = true
      socket.setTimeout(0)
      void reply(Buffer.concat(chunks).toString('utf8'), box).then(finish, () =>
        finish({ refused: 'The deck could not take this message. Write it more simply, then try again.' }),
      )
    }
  })
}

async function reply(line: string, box: PostBox): Promise<PostReply> {
  let parsed
  try {
    parsed = PostLineSchema.safeParse(JSON.parse(line))
  } catch {
    return { refused: 'The message is not JSON.' }
  }
  if (!parsed.success) return { refused: 'The message does not have the expected form.' }
  return box.take(parsed.data)
}

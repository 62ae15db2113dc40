import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

const message = z.object({ agent: z.string(), token: z.string(), id: z.string(), body: z.unknown() })

/** A socket that speaks the post box's line protocol and hands every message to a test. */
export interface PostBox {
  /** Environment that an agent's commands need to reach it. */
  env(agent: string): Record<string, string>
  close(): Promise<void>
}

/** Opens a post box that answers every message with an empty object. */
export async function openPostBox(receive: (agent: string, body: unknown) => void): Promise<PostBox> {
  const folder = await mkdtemp(join(tmpdir(), 'deck-post-'))
  const socketPath = join(folder, 'post.sock')
  const server = createServer((socket) => {
    let text = ''
    socket.setEncoding('utf8')
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: string) => {
      text += chunk
      if (!text.includes('\n')) return
      const { agent, body } = message.parse(JSON.parse(text))
      receive(agent, body)
      socket.end('{}\n')
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socketPath, resolve)
  })
  return {
    env: (agent) => ({
      DOT_AGENT_DECK_SOCKET: socketPath,
      DOT_AGENT_DECK_AGENT_ID: agent,
      DOT_AGENT_DECK_TOKEN: 'token-of-a-test',
    }),
    close: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

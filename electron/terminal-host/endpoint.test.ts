import { expect, test } from 'vitest'
import { MAX_SOCKET_PATH_BYTES, endpointsFor } from './endpoint'

const context = { tmp: '/tmp', uid: 501, random: 'feed' }

test.each(['linux', 'darwin'] as const)('on %s the sockets are in the host folder', (platform) => {
  expect(endpointsFor('/data/host', { ...context, platform })).toEqual({
    control: '/data/host/host.sock',
    post: '/data/host/post.sock',
    folder: '/data/host',
  })
})

test('a long path gives a short one of its own in the temporary folder', () => {
  const long = `/data/${'ü'.repeat(60)}`
  const first = endpointsFor(long, { ...context, platform: 'darwin' })
  const second = endpointsFor(`${long}2`, { ...context, platform: 'darwin' })
  expect(Buffer.byteLength(first.control)).toBeLessThanOrEqual(MAX_SOCKET_PATH_BYTES)
  expect(first.folder).toMatch(/^\/tmp\/dot-agent-deck-501-[0-9a-f]{16}$/)
  expect(first.folder).not.toBe(second.folder)
})

test('on Windows there are two pipes with unguessable names and no folder', () => {
  const { control, post, folder } = endpointsFor('C:\\data\\host', { ...context, platform: 'win32' })
  expect(control).toMatch(/^\\\\\.\\pipe\\dot-agent-deck-[0-9a-f]{16}-feed-host$/)
  expect(post).toMatch(/-feed-post$/)
  expect(folder).toBeUndefined()
})

import { describe, expect, it } from 'vitest'
import {
  cookieOf,
  createTickets,
  isLoopback,
  isOurHost,
  isOurOrigin,
  newToken,
  sameSecret,
  urlHost,
} from './gate'

describe('isOurHost', () => {
  it.each([
    ['127.0.0.1:80', true],
    ['localhost:80', true],
    ['LOCALHOST:80', true],
    ['[::1]:80', true],
    ['127.0.0.1:81', false],
    ['127.0.0.1', false],
    ['attacker.example:80', false],
    ['127.0.0.1.attacker.example:80', false],
    ['192.168.1.5:80', false],
    ['', false],
    [undefined, false],
  ])('on loopback, %s: %s', (header, ours) => expect(isOurHost(header, '127.0.0.1', 80)).toBe(ours))

  it('knows the address that it was told to listen on', () => {
    expect(isOurHost('192.168.1.5:80', '192.168.1.5', 80)).toBe(true)
    expect(isOurHost('[fd00::1]:80', 'fd00::1', 80)).toBe(true)
  })

  it('takes any plain address when it listens on all, but no name', () => {
    expect(isOurHost('192.168.1.5:80', '0.0.0.0', 80)).toBe(true)
    expect(isOurHost('[fd00::1]:80', '::', 80)).toBe(true)
    expect(isOurHost('attacker.example:80', '0.0.0.0', 80)).toBe(false)
  })
})

describe('isOurOrigin', () => {
  it.each([
    ['http://127.0.0.1:80', '127.0.0.1:80', true],
    ['https://127.0.0.1:80', '127.0.0.1:80', false],
    ['http://127.0.0.1:81', '127.0.0.1:80', false],
    ['null', '127.0.0.1:80', false],
    [undefined, '127.0.0.1:80', false],
    ['http://undefined', undefined, false],
  ])('%s to %s: %s', (origin, host, ours) => expect(isOurOrigin(origin, host)).toBe(ours))
})

describe('createTickets', () => {
  it('takes a token once, and the session that came of it again and again', () => {
    const tickets = createTickets()
    const token = tickets.issue()
    const first = tickets.admit(token, undefined)
    expect(first?.fresh).toBe(true)
    expect(tickets.admit(token, undefined)).toBeNull()
    expect(tickets.admit(undefined, first?.session)).toEqual({ session: first?.session, fresh: false })
    expect(tickets.admit(token, first?.session)).toEqual({ session: first?.session, fresh: false })
  })

  it('lets nobody in without either', () => {
    const tickets = createTickets()
    tickets.issue()
    expect(tickets.admit(undefined, undefined)).toBeNull()
    expect(tickets.admit('', '')).toBeNull()
    expect(tickets.admit(newToken(), newToken())).toBeNull()
  })

  it('spends a token also in a browser that has a session', () => {
    const tickets = createTickets()
    const session = tickets.admit(tickets.issue(), undefined)?.session
    const token = tickets.issue()
    tickets.admit(token, session)
    expect(tickets.admit(token, undefined)).toBeNull()
  })

  it('keeps no more than a few unused tokens', () => {
    const tickets = createTickets()
    const oldest = tickets.issue()
    for (let count = 0; count < 16; count++) tickets.issue()
    expect(tickets.admit(oldest, undefined)).toBeNull()
  })
})

it('tells loopback from the rest', () => {
  expect(['127.0.0.1', '127.1.2.3', 'localhost', '::1'].every(isLoopback)).toBe(true)
  expect(['0.0.0.0', '::', '192.168.1.5', '127.0.0.1.example'].some(isLoopback)).toBe(false)
})

it('compares secrets whole', () => {
  expect(sameSecret('abc', 'abc')).toBe(true)
  expect(sameSecret('abc', 'abcd')).toBe(false)
})

it('reads one cookie', () => {
  expect(cookieOf('a=1; deck-session-80=x=y; b=2', 'deck-session-80')).toBe('x=y')
  expect(cookieOf('a=1', 'deck-session-80')).toBeUndefined()
  expect(cookieOf(undefined, 'a')).toBeUndefined()
})

it('writes an address of either kind', () => {
  expect(urlHost('127.0.0.1')).toBe('127.0.0.1')
  expect(urlHost('::1')).toBe('[::1]')
})

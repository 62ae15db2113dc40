import { expect, it } from 'vitest'
import { runWith } from '../link/run.fixture'
import { reduce } from '#shared/model/reduce'
import type { RunEvent } from '#shared/model/events'
import { printable, progressLine } from './progress'
import { duration, table } from './table'

it('prints no line that could steer a terminal', () => {
  expect(printable('a\x1b[2Jb\r\nc\u202ed\u0007')).toBe('a [2Jb c d')
})

it('tells what an event adds, and calls the person', () => {
  const before = runWith('shop', { lead: 'idle', coder: 'working' })
  const event: RunEvent = {
    v: 1,
    seq: before.seq + 1,
    at: new Date(2026, 0, 1, 9, 5, 7).getTime(),
    run: 'shop',
    body: {
      type: 'agent-observed',
      agent: 'shop-coder-agent',
      status: 'waiting',
      source: 'hook',
      waitingFor: 'trust this folder',
    },
  }
  expect(progressLine(before, reduce(before, event), event)).toEqual([
    '09:05:07  needs you                   coder waits for you: trust this folder',
  ])
})

it('lines up columns', () => {
  expect(
    table([
      ['a', 'long cell', 'x'],
      ['bbb', 'c', ''],
    ]),
  ).toBe('a    long cell  x\nbbb  c')
})

it('says spans of time', () => {
  expect([0, 59.4, 60, 3599, 3600, 7500].map(duration)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '59 min',
    '1 h 0 min',
    '2 h 5 min',
  ])
})

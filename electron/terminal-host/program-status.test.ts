import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseProgramStatus } from './program-status'

const encoded = (text: string) => Buffer.from(text).toString('base64')

test.each([
  ['state=idle:app=claude-code', { state: 'idle', app: 'claude-code' }],
  [`state=working:msg=${encoded('Running touch x')}`, { state: 'working', msg: 'Running touch x' }],
  [
    `state=blocked:kind=permission:msg=${encoded('approve Bash: touch a')}`,
    { state: 'blocked', kind: 'permission', msg: 'approve Bash: touch a' },
  ],
  ['state=working:kind=permission', { state: 'working' }],
  ['state=blocked:kind=whatever', { state: 'blocked' }],
  ['state=working:id=coder/task-1:progress=40', { state: 'working', id: 'coder/task-1', progress: 40 }],
  ['state=working:progress=140', { state: 'working' }],
  ['state=working:progress=soon', { state: 'working' }],
  ['state=idle:state=done', { state: 'done' }],
  ['nonsense:state=clear:later=1', { state: 'clear' }],
])('reads %s', (payload, report) => {
  expect(parseProgramStatus(payload)).toEqual(report)
})

test.each([
  ['no state', 'app=x'],
  ['an unknown state', 'state=sleeping'],
  ['invalid base64', 'state=idle:msg=a,b'],
  ['a control character', `state=idle:msg=${encoded('a\x1b[31m')}`],
  ['two lines', `state=idle:title=${encoded('a\nb')}`],
  ['bytes that are not UTF-8', `state=idle:msg=${Buffer.from([0xff, 0xfe]).toString('base64')}`],
  ['a long title', `state=idle:title=${encoded('x'.repeat(300))}`],
  ['a bad path', 'state=idle:id=a//b'],
  ['too much', `state=idle:x=${'y'.repeat(5000)}`],
])('discards a report with %s', (_, payload) => {
  expect(parseProgramStatus(payload)).toBeUndefined()
})

test('text that would hide or reorder others is disarmed', () => {
  expect(parseProgramStatus(`state=idle:msg=${encoded('a\u202eb\u200b')}`)).toEqual({
    state: 'idle',
    msg: 'ab',
  })
})

test('never throws, whatever a program prints', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (payload) => {
      parseProgramStatus(payload)
      parseProgramStatus(`state=idle:msg=${payload}`)
    }),
  )
})

import { expect, test } from 'vitest'
import { descendants, parseProcStat, parsePs, parseWindows } from './process-table'

test('reads a Linux process whose name has spaces and parentheses', () => {
  const rest = 'S 10 42 42 34816 42 4194304 100 0 0 0 150 50 0 0 20 0 1 0 987654 1000000 300 0'
  expect(parseProcStat(`42 (a (odd) name) ${rest}`)).toEqual({
    pid: 42,
    ppid: 10,
    name: 'a (odd) name',
    rssBytes: 300 * 4096,
    cpuMs: 2000,
    birth: '987654',
    sid: 42,
    zombie: false,
    stopped: false,
  })
  expect(parseProcStat(`42 (held) ${rest.replace('S', 'T')}`)?.stopped).toBe(true)
  expect(parseProcStat('garbage')).toBeUndefined()
})

test('reads the macOS list', () => {
  const output =
    '    1     0  12000   1:02.50 Ss   Mon Nov  2 10:00:00 2026     /sbin/launchd\n' +
    '  501     1   2048 1-00:00:01.00 Z+   Tue Nov  3 11:22:33 2026     /Applications/My App/agent\n'
  expect(parsePs(output)).toEqual([
    {
      pid: 1,
      ppid: 0,
      name: 'launchd',
      rssBytes: 12_288_000,
      cpuMs: 62_500,
      birth: 'Mon Nov  2 10:00:00 2026',
      zombie: false,
      stopped: false,
    },
    {
      pid: 501,
      ppid: 1,
      name: 'agent',
      rssBytes: 2_097_152,
      cpuMs: 86_401_000,
      birth: 'Tue Nov  3 11:22:33 2026',
      zombie: true,
      stopped: false,
    },
  ])
})

test('reads the Windows list, with a decimal comma too', () => {
  expect(parseWindows('4 0 1024 15,625 638000 System\r\n88 4 2048 31.25  My Agent.exe\r\n')).toMatchObject([
    { pid: 4, ppid: 0, rssBytes: 1024, cpuMs: 16, name: 'System' },
    { pid: 88, ppid: 4, cpuMs: 31, name: 'My Agent.exe' },
  ])
})

test('a tree is its root and all below it, and a loop of parents does not hang', () => {
  const entry = (pid: number, ppid: number) => ({
    pid,
    ppid,
    name: '',
    rssBytes: 0,
    cpuMs: 0,
    birth: '',
    zombie: false,
    stopped: false,
  })
  const table = [entry(1, 0), entry(5, 4), entry(4, 2), entry(2, 1), entry(3, 1), entry(8, 9), entry(9, 8)]
  expect(descendants(table, new Set([2])).map(({ pid }) => pid)).toEqual([2, 4, 5])
  expect(descendants(table, new Set([8])).map(({ pid }) => pid)).toEqual([8, 9])
  expect(descendants(table, new Set([77]))).toEqual([])
})

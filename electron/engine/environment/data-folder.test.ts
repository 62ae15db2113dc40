import { expect, test } from 'vitest'
import { dataFolder } from './data-folder'

test.each<[NodeJS.Platform, Record<string, string>, string]>([
  ['linux', {}, '/home/ada/.local/share/dot-agent-deck'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/dot-agent-deck'],
  ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ada/.local/share/dot-agent-deck'],
  ['darwin', {}, '/home/ada/Library/Application Support/dot-agent-deck'],
  ['win32', { LocalAppData: 'C:\\Data' }, 'C:\\Data\\dot-agent-deck'],
  ['linux', { DOT_AGENT_DECK_HOME: '/here' }, '/here'],
])('%s %j', (platform, env, expected) => {
  expect(dataFolder({ env, platform }, '/home/ada')).toBe(expected)
})

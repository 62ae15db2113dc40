import { expect, test, vi } from 'vitest'
import type { AgentSession } from '../run/agent-session'
import type { LiveRun } from '../run/live-run'
import { answerPermission } from './permission'

vi.mock('../agents/permission-menu', () => ({
  permissionMenu: (screen: unknown) => screen,
}))

/** An agent that asks for one thing; its dialog goes when Enter is pressed. */
function asking(waitingFor: string, answerable = true): { live: LiveRun; keys: string[] } {
  const keys: string[] = []
  const session = {
    look: () =>
      Promise.resolve(
        keys.includes('\r')
          ? { reading: {}, screen: undefined }
          : { reading: { dialog: { kind: 'permission' } }, screen: { marked: 1, allow: 1, deny: 3 } },
      ),
    key: (data: string) => keys.push(data),
    shown: { waitingFor, answerable },
  } as unknown as AgentSession
  return { live: { crew: { in: () => session } } as unknown as LiveRun, keys }
}

test('two answers at once are one: the second could allow what comes next', async () => {
  const { live, keys } = asking('Bash: ls')
  const answers = await Promise.all([
    answerPermission(live, 'p', 'allow', 'Bash: ls'),
    answerPermission(live, 'p', 'allow', 'Bash: ls'),
  ])
  expect(answers).toEqual([undefined, 'This permission is being answered already.'])
  expect(keys).toEqual(['\r'])
})

test('what the person has not read is not answered', async () => {
  const { live, keys } = asking('Bash: rm -rf /')
  expect(await answerPermission(live, 'p', 'allow', 'Bash: ls')).toContain('something else now')
  expect(keys).toEqual([])
})

test('what no card may answer is not answered by a request either', async () => {
  const { live, keys } = asking('Bash: ls', false)
  expect(await answerPermission(live, 'p', 'allow', 'Bash: ls')).toContain('in the terminal')
  expect(keys).toEqual([])
})

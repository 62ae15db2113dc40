import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256 } from './log'
import { promptText } from './prompt-text'
import { playRoles } from './roles'
import { bash, call, refuse, say } from './scenario'
import { startModelServer, type ModelServer } from './server'

describe('a prompt without what the CLI adds', () => {
  it.each([
    ['plain', 'plain', false],
    ['<system-reminder>\nrules\n</system-reminder>\nDo it', 'Do it', false],
    ['<command-name>/clear</command-name><command-args></command-args>', '', false],
    ['[Request interrupted by user for tool use]', '', false],
    ['\n\n<pasted_content id="a1">\none\ntwo\n</pasted_content id="a1">\n', 'one\ntwo', true],
  ])('%j', (raw, text, wrapped) => {
    expect(promptText(raw)).toEqual({ text, wrapped })
  })
})

describe('the model server', () => {
  let server: ModelServer

  beforeEach(async () => {
    server = await startModelServer()
  })

  afterEach(() => server.close())

  async function post(messages: unknown[], session = 's1', more: object = {}): Promise<Response> {
    return fetch(`${server.url}/v1/messages?beta=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-claude-code-session-id': session },
      body: JSON.stringify({ model: 'm', max_tokens: 100, tools: [{ name: 'Bash' }], messages, ...more }),
    })
  }

  const user = (text: string): object => ({ role: 'user', content: [{ type: 'text', text }] })
  const used = (id: string): object[] => [
    { role: 'assistant', content: [{ type: 'tool_use', id, name: 'Bash', input: { command: 'x' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'out' }] },
  ]
  const texts = async (response: Response): Promise<unknown> => {
    const body: unknown = await response.json()
    return body
  }

  it('plays each role’s turns over all its conversations, one step a request, and repeats itself when asked again', async () => {
    server.play(
      playRoles([
        {
          name: 'coder',
          is: (first) => first.includes('coder'),
          turns: [[bash('ls'), say('One.')], (prompt) => [say(`Heard ${prompt}`)]],
        },
        { name: 'reviewer', is: (first) => first.includes('reviewer'), turns: [[say('Reviewed.')]] },
      ]),
    )
    const first = [user('You are the coder')]
    const toolUse = {
      content: [{ type: 'tool_use', name: 'Bash', input: { command: 'ls' } }],
      stop_reason: 'tool_use',
    }
    expect(await texts(await post(first))).toMatchObject(toolUse)
    expect(await texts(await post(first))).toMatchObject(toolUse)
    expect(await texts(await post([...first, ...used('t1')]))).toMatchObject({ content: [{ text: 'One.' }] })
    expect(await texts(await post([user('reviewer here')], 's2'))).toMatchObject({
      content: [{ text: 'Reviewed.' }],
    })
    expect(await texts(await post([user('coder again')], 's3'))).toMatchObject({
      content: [{ text: 'Heard coder again' }],
    })
    expect(server.log.promptsOf('coder').map((prompt) => prompt.text)).toEqual([
      'You are the coder',
      'coder again',
    ])
    expect(await texts(await post([user('stranger')], 's4'))).toMatchObject({
      content: [{ text: expect.stringContaining('No role') }],
    })
  })

  it('logs each prompt once, whole, with its place, and leaves errands out', async () => {
    const first = [user('<system-reminder>x</system-reminder>'), user('Do it')]
    await post(first)
    await post([...first, ...used('t1')])
    await post([user('Make a title')], 's1', { tools: [] })
    expect(server.log.prompts).toMatchObject([
      { conversation: 's1', ordinal: 0, text: 'Do it', length: 5, sha256: sha256('Do it'), wrapped: false },
    ])
    expect(server.log.requests.map((request) => request.kind)).toEqual(['main', 'main', 'side'])
  })

  it('tells a prompt from the one of a failed turn before it, which comes in the same message', async () => {
    server.play(playRoles([{ name: 'any', is: () => true, turns: [[say('One.')], [say('Two.')]] }]))
    await post([user('first')])
    const both = { role: 'user', content: ['first', 'second'].map((text) => ({ type: 'text', text })) }
    expect(await texts(await post([both]))).toMatchObject({ content: [{ text: 'Two.' }] })
    expect(server.log.prompts.map((prompt) => prompt.text)).toEqual(['first', 'second'])
  })

  it('serves an error once and goes on', async () => {
    server.play(playRoles([{ name: 'any', is: () => true, turns: [[refuse(529, 'busy'), say('Now.')]] }]))
    const refused = await post([user('x')])
    expect([refused.status, await refused.json()]).toMatchObject([
      529,
      { error: { type: 'overloaded_error', message: 'busy' } },
    ])
    expect(await texts(await post([user('x')]))).toMatchObject({ content: [{ text: 'Now.' }] })
  })

  it('streams events in the order that the protocol has them', async () => {
    server.play(() => ({
      kind: 'tools',
      text: 'First',
      calls: [{ name: 'Read', input: { file_path: 'a' } }],
    }))
    const stream = await (await post([user('x')], 's1', { stream: true })).text()
    const events = [...stream.matchAll(/^event: (\w+)$/gm)].map((match) => match[1])
    const block = ['content_block_start', 'content_block_delta', 'content_block_stop']
    expect(events).toEqual(['message_start', ...block, ...block, 'message_delta', 'message_stop'])
    expect(stream).toContain(JSON.stringify({ file_path: 'a' }).replaceAll('"', '\\"'))
  })

  it('keeps a subagent’s conversation apart from its parent’s', async () => {
    server.play(() => call('Task', {}))
    await post([user('parent')])
    await post([user('child')])
    expect(new Set(server.log.prompts.map((prompt) => prompt.conversation)).size).toBe(2)
  })

  it('counts tokens, and says no to what it does not serve', async () => {
    const counted = await fetch(`${server.url}/v1/messages/count_tokens`, {
      method: 'POST',
      body: 'x'.repeat(40),
    })
    expect(await counted.json()).toEqual({ input_tokens: 10 })
    expect((await fetch(`${server.url}/v1/models`)).status).toBe(404)
    expect((await fetch(`${server.url}/v1/messages`, { method: 'POST', body: 'no' })).status).toBe(400)
  })

  it('wakes who waits for a prompt, and says what came instead', async () => {
    const waiting = server.log.waitForPrompt((prompt) => prompt.text === 'later')
    await post([user('later')])
    expect((await waiting).length).toBe(5)
    await expect(server.log.waitForPrompt(() => false, 20)).rejects.toThrow('"later"')
  })
})

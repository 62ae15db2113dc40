import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { call, refuse, say } from './scenario'
import { startModelServer, type ModelServer } from './server'

let server: ModelServer

beforeEach(async () => {
  server = await startModelServer()
})

afterEach(() => server.close())

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model: 'm', ...body }),
  })
}

/** The data of a stream's events, in order. */
function events(text: string): Record<string, unknown>[] {
  return [...text.matchAll(/^data: (\{.*\})$/gm)].map((match) => JSON.parse(match[1] ?? '{}'))
}

describe('/v1/responses', () => {
  const tools = [{ type: 'function', name: 'shell' }]
  const user = (text: string): object => ({
    type: 'message',
    role: 'user',
    content: [{ type: 'input_text', text }],
  })

  it('streams a text with usage', async () => {
    server.play(() => say('One two.', 10))
    const seen = events(
      await (await post('/v1/responses', { stream: true, tools, input: [user('x')] })).text(),
    )
    const types = seen.map((each) => each['type'])
    expect(types[0]).toBe('response.created')
    expect(types.filter((type) => type === 'response.output_text.delta')).toHaveLength(2)
    expect(types.at(-1)).toBe('response.completed')
    expect(seen.at(-1)).toMatchObject({ response: { usage: { output_tokens: expect.any(Number) } } })
  })

  it('calls a function and hears its result', async () => {
    server.play(({ messages }) =>
      messages.at(-1)?.toolResults[0]
        ? say(`Heard ${messages.at(-1)?.toolResults[0]?.text}`)
        : call('shell', { command: 'ls' }),
    )
    const first = await (await post('/v1/responses', { tools, input: [user('list')] })).json()
    expect(first).toMatchObject({
      output: [{ type: 'function_call', name: 'shell', arguments: '{"command":"ls"}' }],
    })
    const result = { type: 'function_call_output', call_id: 'c', output: 'a.txt' }
    const made = { type: 'function_call', call_id: 'c', name: 'shell', arguments: '{"command":"ls"}' }
    const second = await (await post('/v1/responses', { tools, input: [user('list'), made, result] })).json()
    expect(second).toMatchObject({ output: [{ content: [{ text: 'Heard a.txt' }] }] })
  })

  it('logs what a person wrote, once per conversation, without what the CLI adds or asks for itself', async () => {
    const input = [
      user('# AGENTS.md instructions for /x\nrules'),
      user('<environment_context>\n  <cwd>/x</cwd>\n</environment_context>'),
      user('Do it'),
    ]
    await post('/v1/responses', { tools, input, prompt_cache_key: 's1' })
    await post('/v1/responses', { tools, input, prompt_cache_key: 's1' })
    await post('/v1/responses', { input: [user('Make a title')], prompt_cache_key: 's1' })
    expect(server.log.prompts).toMatchObject([{ conversation: 's1', text: 'Do it' }])
    expect(server.log.requests.map((request) => request.kind)).toEqual(['main', 'main', 'side'])
  })

  it('refuses in the words of the service', async () => {
    server.play(() => refuse(500, 'out for lunch'))
    const refused = await post('/v1/responses', { tools, input: [user('x')] })
    expect([refused.status, await refused.json()]).toMatchObject([
      500,
      { error: { message: 'out for lunch', type: 'server_error' } },
    ])
  })
})

describe('/v1/chat/completions', () => {
  const tools = [{ type: 'function', function: { name: 'bash' } }]
  const user = { role: 'user', content: [{ type: 'text', text: 'go' }] }

  it('streams words and calls, and ends as the protocol has it', async () => {
    server.play(() => ({ kind: 'tools', text: 'First', calls: [{ name: 'bash', input: { command: 'ls' } }] }))
    const text = await (await post('/v1/chat/completions', { stream: true, tools, messages: [user] })).text()
    expect(text.trimEnd().endsWith('data: [DONE]')).toBe(true)
    const choices = events(text).flatMap((each) => each['choices'])
    expect(choices).toMatchObject([
      { delta: { role: 'assistant' } },
      { delta: { content: 'First' } },
      { delta: { tool_calls: [{ index: 0, function: { name: 'bash', arguments: '{"command":"ls"}' } }] } },
      { finish_reason: 'tool_calls' },
    ])
    expect(events(text).at(-1)).toMatchObject({ usage: { prompt_tokens: expect.any(Number) } })
  })

  it('reads a whole conversation', async () => {
    server.play(({ messages, system }) => say(JSON.stringify({ system, messages })))
    const messages = [
      { role: 'system', content: 'rules' },
      user,
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', function: { name: 'bash', arguments: '{"command":"ls"}' } }],
      },
      { role: 'tool', tool_call_id: 'c1', content: 'a.txt' },
    ]
    const body: { choices: { message: { content: string } }[] } = await (
      await post('/v1/chat/completions', { tools, messages }, { 'x-session-affinity': 'ses_1' })
    ).json()
    expect(JSON.parse(body.choices[0]?.message.content ?? '')).toMatchObject({
      system: 'rules',
      messages: [
        { role: 'user', text: 'go', prompts: ['go'] },
        { role: 'assistant', toolCalls: [{ name: 'bash', input: { command: 'ls' } }] },
        { role: 'user', text: '', toolResults: [{ callId: 'c1', text: 'a.txt' }] },
      ],
    })
    expect(server.log.prompts).toMatchObject([{ conversation: 'ses_1', text: 'go' }])
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { playRoles } from './roles'
import { call, refuse, say } from './scenario'
import { startModelServer, type ModelServer } from './server'

describe('the model server as Gemini', () => {
  let server: ModelServer

  beforeEach(async () => {
    server = await startModelServer(
      playRoles([
        {
          name: 'any',
          is: () => true,
          turns: [[call('run_shell_command', { command: 'ls' }), say('Done.')]],
        },
      ]),
    )
  })

  afterEach(() => server.close())

  const tools = [{ functionDeclarations: [{ name: 'run_shell_command' }] }]
  const user = (...texts: string[]) => ({ role: 'user', parts: texts.map((text) => ({ text })) })

  async function post(method: string, body: object): Promise<Response> {
    const url = `${server.url}/v1beta/models/gemini-x:${method}`
    return fetch(url, { method: 'POST', body: JSON.stringify(body) })
  }

  it('calls a tool, then ends the turn, and logs the prompt without what the CLI adds', async () => {
    const first = user('<session_context>\nToday\n</session_context>', 'Do it')
    const one = await post('generateContent', { contents: [first], tools })
    const asked = { functionCall: { name: 'run_shell_command', args: { command: 'ls' } } }
    expect(await one.json()).toMatchObject({
      candidates: [{ content: { parts: [asked] }, finishReason: 'STOP' }],
    })
    const answered = [
      { role: 'model', parts: [asked] },
      {
        role: 'user',
        parts: [{ functionResponse: { name: 'run_shell_command', response: { output: 'x' } } }],
      },
    ]
    const two = await post('generateContent', { contents: [first, ...answered], tools })
    expect(await two.json()).toMatchObject({ candidates: [{ content: { parts: [{ text: 'Done.' }] } }] })
    expect(server.log.prompts.map(({ text, ordinal }) => [text, ordinal])).toEqual([['Do it', 0]])
  })

  it('streams, and ends with a reason', async () => {
    server.play(() => say('One two.', 20))
    const stream = await post('streamGenerateContent?alt=sse', { contents: [user('x')], tools })
    const chunks = (await stream.text()).trim().split('\n\n')
    expect(chunks).toHaveLength(3)
    expect(chunks.at(-1)).toContain('"finishReason":"STOP"')
  })

  it('counts tokens, does errands apart, and refuses as the service does', async () => {
    expect(await (await post('countTokens', { contents: [user('abcd')] })).json()).toHaveProperty(
      'totalTokens',
    )
    await post('generateContent', { contents: [user('Summarize')] })
    server.play(() => refuse(429, 'busy'))
    const refused = await post('generateContent', { contents: [user('y')], tools })
    expect([refused.status, await refused.json()]).toEqual([
      429,
      { error: { code: 429, message: 'busy', status: 'RESOURCE_EXHAUSTED' } },
    ])
    expect(server.log.requests.map(({ kind }) => kind)).toEqual(['count', 'side', 'main'])
  })
})

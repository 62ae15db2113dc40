import { expect, test } from 'vitest'
import { candidates, sizeProblem } from './launch-check'

const launch = { args: [], cwd: '/work', env: { PATH: '/bin::tools' } }

test('a bare name is looked for along the path, relative entries from the start folder', () => {
  expect(candidates({ ...launch, file: 'agent' }, 'linux')).toEqual([
    '/bin/agent',
    '/work/agent',
    '/work/tools/agent',
  ])
})

test('a name with a slash is looked for in the start folder only', () => {
  expect(candidates({ ...launch, file: './agent' }, 'darwin')).toEqual(['/work/agent'])
  expect(candidates({ ...launch, file: '/opt/agent' }, 'linux')).toEqual(['/opt/agent'])
})

test('on Windows the usual endings are tried', () => {
  const found = candidates({ args: [], cwd: '/work', env: { Path: '/a;/b' }, file: 'agent' }, 'win32')
  expect(found.slice(0, 2)).toEqual(['/a/agent.exe', '/a/agent.cmd'])
  expect(found).toContain('/b/agent.bat')
  expect(candidates({ args: [], cwd: '/work', env: { Path: '/a' }, file: 'agent.exe' }, 'win32')).toEqual([
    '/a/agent.exe',
  ])
})

test('an argument that Linux would refuse is named before the start', () => {
  const long = { ...launch, file: 'agent', args: ['ok', `prompt ${'x'.repeat(131_072)}`] }
  expect(sizeProblem(long, 'linux')).toContain('begins with “prompt xxx')
  expect(sizeProblem(long, 'darwin')).toBeUndefined()
  expect(sizeProblem({ ...launch, file: 'agent' }, 'linux')).toBeUndefined()
})

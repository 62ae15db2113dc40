import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './lib/paths.mjs'

interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** Runs a script of build/ as npm does: npm names the person's folder in INIT_CWD. */
function script(name: string, args: string[], cwd = tmpdir()): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, INIT_CWD: cwd }
    const child = execFile(
      process.execPath,
      [join(root, 'build', name), ...args],
      { cwd: root, env },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    )
  })
}

it('npm start with something that is no folder says which, and how to do it right', async () => {
  const { code, stderr } = await script('start.mjs', ['absent'])
  expect(code).toBe(1)
  expect(stderr).toContain(`${join(tmpdir(), 'absent')} is not a folder.`)
  expect(stderr).toContain('npm start -- <folder>')
})

it('npm test with an unknown stage names the known ones', async () => {
  const { code, stderr } = await script('test.mjs', ['units'])
  expect(code).toBe(1)
  expect(stderr).toContain('types, lint, unit, integration, e2e')
})

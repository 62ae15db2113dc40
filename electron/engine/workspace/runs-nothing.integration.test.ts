import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { changedFiles } from './changed-files'
import { treeOf } from './tree'

test.skipIf(process.platform === 'win32')(
  'a look at a repository runs none of the programs that it names',
  async () => {
    const home = mkdtempSync(join(tmpdir(), 'deck-git-'))
    try {
      const directory = join(home, 'shop')
      const ran = join(home, 'ran')
      const program = join(home, 'program')
      writeFileSync(program, `#!/bin/sh\necho "$0" >> '${ran}'\n`)
      chmodSync(program, 0o700)
      const git = (...args: string[]) => execFileSync('git', args, { cwd: directory, stdio: 'ignore' })
      execFileSync('git', ['init', '-q', directory])
      writeFileSync(join(directory, 'price.js'), 'export const price = 1\n')
      git('config', 'core.fsmonitor', program)
      const hook = join(directory, '.git', 'hooks', 'post-index-change')
      writeFileSync(hook, `#!/bin/sh\necho "$0" >> '${ran}'\n`)
      chmodSync(hook, 0o700)
      git('config', 'filter.own.clean', `echo filter >> '${ran}'; cat`)
      git('config', 'filter.own.required', 'true')
      writeFileSync(join(directory, '.gitattributes'), '*.js filter=own\n')
      expect(await treeOf(directory, ['none.js'])).toMatch(/^[0-9a-f]{40}/)
      expect(await changedFiles(directory)).toEqual(['?? .gitattributes', '?? price.js'])
      expect(existsSync(ran)).toBe(false)
      // That they would have been run otherwise.
      git('add', '--all')
      const names = readFileSync(ran, 'utf8').split('\n')
      expect(names).toEqual(expect.arrayContaining([program, 'filter']))
      expect(names.some((name) => name.endsWith('post-index-change'))).toBe(true)
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  },
)

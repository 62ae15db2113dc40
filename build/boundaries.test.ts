import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, copyFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { root } from './lib/paths.mjs'
import { packageProgram } from './lib/run.mjs'

/** Imports that the folders must not have: the file that has one, and what it imports. */
const FORBIDDEN: Array<[file: string, imported: string]> = [
  ['shared/model/a.ts', 'electron'],
  ['shared/model/b.ts', 'node:fs'],
  ['shared/model/c.ts', '../../electron/engine/deck'],
  ['shared/model/d.ts', '../../renderer/app/app'],
  ['shared/e.ts', '../renderer/app/app'],
  ['renderer/app/a.ts', 'electron'],
  ['renderer/app/b.tsx', 'node:path'],
  ['renderer/app/c.ts', '../../electron/engine/deck'],
  ['electron/engine/a.ts', 'electron'],
  ['electron/engine/b.ts', '../../renderer/app/app'],
  ['electron/engine/c.ts', '../desktop/window'],
  ['electron/engine/router/d.ts', '../../desktop/window'],
  ['electron/terminal-host/a.ts', 'electron'],
  ['electron/terminal-host/b.ts', '../../renderer/app/app'],
  ['electron/cli/a.ts', 'electron'],
  ['electron/serve.ts', 'electron'],
  ['electron/serve-too.ts', './desktop/window'],
  ['electron/desktop/a.ts', '../../renderer/app/app'],
]

/** Imports that look alike and are right. */
const ALLOWED: Array<[file: string, imported: string]> = [
  ['shared/model/f.ts', './renderer-state'],
  ['shared/model/g.ts', 'zod'],
  ['renderer/app/d.ts', '#shared/model/events'],
  ['renderer/app/e.ts', '../features/electron'],
  ['electron/engine/e.ts', 'node:fs'],
  ['electron/engine/f.ts', '../terminal-host/frames'],
  ['electron/main.ts', 'electron'],
  ['electron/main-too.ts', 'node:fs'],
  ['electron/desktop/b.ts', 'electron'],
  ['electron/preload.ts', 'electron'],
  ['shared/model/h.test.ts', 'node:fs'],
]

let refused: Set<string>
const folder = mkdtempSync(join(tmpdir(), 'boundaries-'))

/** One run of the linter over all files: its rules are the project's own, the files exist only here. */
beforeAll(async () => {
  copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  for (const [file, imported] of [...FORBIDDEN, ...ALLOWED]) {
    mkdirSync(join(folder, dirname(file)), { recursive: true })
    writeFileSync(join(folder, file), `import { x } from '${imported}'\n\nexport const y = x\n`)
  }
  refused = filesRefusedBy(await lint())
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each(FORBIDDEN)('%s must not import %s', (file) => {
  expect(refused).toContain(file)
})

it.each(ALLOWED)('%s may import %s', (file) => {
  expect(refused).not.toContain(file)
})

function lint(): Promise<string> {
  const args = [packageProgram('oxlint'), '--format=json', '.']
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (_error, stdout) => resolve(stdout))
  })
}

function filesRefusedBy(report: string): Set<string> {
  const { diagnostics }: { diagnostics: Array<{ code: string; filename: string }> } = JSON.parse(report)
  const boundaries = diagnostics.filter(({ code }) => code.includes('no-restricted-imports'))
  return new Set(boundaries.map(({ filename }) => filename.replaceAll('\\', '/')))
}

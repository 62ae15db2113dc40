import type { Scenario } from '../model-server/scenario'
import { startModelServer } from '../model-server/server'
import { makeClaudeHome, whyNoClaude, type ClaudeHome } from '../real/claude-home'
import { writeLoginShell } from '../real/team-project'
import { test as base } from './app'

const missing = whyNoClaude()

/** The app of a person who has Claude Code, with a model on this machine that plays the roles' parts. Skipped without Claude Code. */
export function withClaude(scenario: () => Scenario) {
  return base.extend<{ claudeHome: ClaudeHome }>({
    claudeHome: async ({}, use, testInfo) => {
      if (missing) return testInfo.skip(true, missing)
      const model = await startModelServer(scenario())
      const home = await makeClaudeHome({ modelUrl: model.url })
      await writeLoginShell(home)
      await use(home)
      await model.close()
      await home.remove()
    },
    person: async ({ claudeHome }, use) => {
      await use({ home: claudeHome.home, env: { SHELL: '/bin/bash' } })
    },
  })
}

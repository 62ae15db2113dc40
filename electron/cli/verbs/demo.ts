import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { readArgs, type Verb } from '../args'
import { ownDeck, playRun } from '../headless'

/** `demo`: the scripted team on a copy of the sample project, without a window. */
export const demo: Verb = async (args, io) => {
  const flag = { type: 'boolean' } as const
  const { values } = readArgs(args, { json: flag, keep: flag }, 0)
  const json = values.json ?? false
  if (!json) {
    io.stdout(
      'A small shop adds up its orders wrongly. Four scripted agents set it right, each in a terminal of its own:\n' +
        'the orchestrator gives out tasks, the reviewer tests, the coder repairs, release commits.\n\n',
    )
  }
  const began = Date.now()
  return playRun(ownDeck(io), {
    io,
    json,
    start: async (deck) => (await deck.handle('run.start-demo', {})).run,
    async after(run) {
      if (!run) return
      if (!json && run.outcome === 'done') {
        const seconds = Math.round((Date.now() - began) / 1000)
        const count = Object.keys(run.tasks).length
        io.stdout(
          `\nDone: ${count} tasks in ${seconds} seconds, each delivered, proven and reported.\n` +
            'Now with real agents: open a project with "npm start -- <folder>".\n',
        )
      }
      if (!values.keep) await rm(dirname(run.project.dir), { recursive: true, force: true })
      else io.stderr(`The project stays in ${run.project.dir}\n`)
    },
  })
}

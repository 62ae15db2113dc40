import type { ProjectView } from '#shared/contract/views'
import { openDialog } from '../../state/view-store'
import { Button } from '../../ui/controls'
import { answerOffer } from './generate'
import './generate.css'

/** For a folder without a team: offered once in full, then as one of the choices; never where the person said so. */
export function GenerateOffer({ project: { dir, offer } }: { project: ProjectView }) {
  if (offer === 'never') return null
  const choose = () => openDialog({ kind: 'generate', dir })
  if (offer === 'later') {
    return (
      <div className="plain-agent">
        <div>
          <h2>Generate a team</h2>
          <p>An agent of yours studies the project and proposes one.</p>
        </div>
        <Button onClick={choose}>Choose an agent</Button>
      </div>
    )
  }
  return (
    <section className="generate-offer" role="region" aria-label="Generate a team">
      <h2>Let an agent propose a team?</h2>
      <p>
        It studies the project, picks roles from the library and commands that exist here, and writes a
        proposal. You see it in the editor beside what would change. Nothing is used before you accept it.
      </p>
      <div className="page-actions">
        <Button kind="primary" onClick={choose}>
          Choose an agent
        </Button>
        <Button onClick={() => void answerOffer(dir, 'later')}>Not now</Button>
        <Button kind="quiet" onClick={() => void answerOffer(dir, 'never')}>
          Never for this folder
        </Button>
      </div>
    </section>
  )
}

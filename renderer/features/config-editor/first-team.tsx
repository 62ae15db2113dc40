import { useDeck } from '../../state/deck'
import { Button } from '../../ui/controls'
import { StageDiagram } from '../../ui/stage-diagram'
import { change } from './session'

/** The file has no team: one to begin with. */
export function FirstTeam({ dir, onAdded }: { dir: string; onAdded(): void }) {
  const templates = useDeck((state) => state.templates)
  return (
    <section className="config-first" role="region" aria-label="Teams to begin with">
      <h2>Begin with a team</h2>
      <p className="config-help">It is added to the file, where you can change everything.</p>
      <ul>
        {templates.map((template) => (
          <li key={template.id}>
            <StageDiagram template={template} />
            <div>
              <h3>{template.title}</h3>
              <p>{template.summary}</p>
              <Button
                size="small"
                onClick={() =>
                  void change('config.add-team', { dir, template: template.id }).then(
                    (done) => done && onAdded(),
                  )
                }
              >
                Add {template.title}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

import { useEffect, useState } from 'react'
import { ask } from '../../state/deck'
import { Button } from '../../ui/controls'
import { answerOffer } from './generate'
import './generate.css'

/** In the settings: folders for which a generated team is never offered, and the way back. */
export function NeverOffered() {
  const [dirs, setDirs] = useState<readonly string[]>([])
  useEffect(() => {
    void ask('generate.never-offered', {}).then((answer) => answer && setDirs(answer.dirs))
  }, [])
  if (dirs.length === 0) return null
  return (
    <section aria-label="Generated teams">
      <h3 className="section-title">Generated teams</h3>
      <p className="setting-help">An agent’s proposal is never offered in these folders.</p>
      <ul className="never-offered">
        {dirs.map((dir) => (
          <li key={dir}>
            <code className="truncate selectable" title={dir}>
              {dir}
            </code>
            <Button
              size="small"
              onClick={() => {
                setDirs((known) => known.filter((each) => each !== dir))
                void answerOffer(dir, 'ask')
              }}
            >
              Offer again
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

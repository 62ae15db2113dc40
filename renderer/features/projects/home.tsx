import { FolderOpen, Play, X } from 'lucide-react'
import { pickFolder } from '../../app/commands'
import { shell } from '../../app/shell'
import { ask, useDeck } from '../../state/deck'
import { openFolder, startDemo } from '../../state/navigation'
import { Button, IconButton } from '../../ui/controls'
import { useNow } from '../../ui/now'
import { TeamDiagram } from '../../ui/team-diagram'
import { agoText, exactTime } from '../../ui/time'
import { Damaged } from './damaged'
import { Restorable } from './restorable'
import { SafeMode } from './safe-mode'
import './projects.css'

/** Nothing is open yet: how to open something. */
export function Home() {
  const recents = useDeck((state) => state.recents)
  return (
    <main className="page" aria-label="Start" data-region>
      <div className="page-inner home">
        <SafeMode />
        <Restorable />
        <Damaged />
        <div className="drop-here">
          <TeamDiagram lead="orchestrator" workers={['coder', 'reviewer', 'release']} />
          <h1>Drop a project folder here</h1>
          <p className="page-lead">
            Its team of coding agents starts, each in its own terminal. You give one task; they hand the parts
            to each other and call you only when something needs you.
          </p>
          <div className="page-actions">
            <Button
              kind="primary"
              size="large"
              onClick={() => void pickFolder((dir) => void openFolder(dir))}
            >
              <FolderOpen size={15} />
              Open a folder
            </Button>
            <Button size="large" onClick={() => void startDemo()}>
              <Play size={14} />
              Try the demo team
            </Button>
          </div>
          <p className="page-note">
            The demo works on a small project in a temporary folder. It needs no account and takes less than a
            minute.
          </p>
        </div>
        {recents.length > 0 && <Recents recents={recents} />}
      </div>
    </main>
  )
}

function Recents({ recents }: { recents: Array<{ dir: string; name: string; openedAt: number }> }) {
  const now = useNow()
  return (
    <section className="recents" aria-label="Recent folders" role="region">
      <h2 className="section-title">Recent folders</h2>
      <ul>
        {recents.map((recent) => (
          <li key={recent.dir} className="recent">
            <button
              type="button"
              className="recent-open"
              title={recent.dir}
              onClick={() => void openFolder(recent.dir)}
            >
              <span className="recent-name truncate">{recent.name}</span>
              <span className="recent-dir truncate">{shortPath(recent.dir)}</span>
              <time className="figure" title={exactTime(recent.openedAt)}>
                {agoText(recent.openedAt, now)}
              </time>
            </button>
            <IconButton
              label={`Forget ${recent.name}`}
              onClick={() => void ask('project.forget', { dir: recent.dir })}
            >
              <X size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Home folders are known by their sign. */
export function shortPath(dir: string, platform = shell.platform): string {
  return platform === 'win32' ? dir : dir.replace(/^(\/home\/[^/]+|\/Users\/[^/]+|\/root)(?=\/|$)/, '~')
}

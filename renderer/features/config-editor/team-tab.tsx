import { useEffect, useRef } from 'react'
import type { ConfigView } from '#shared/contract/config-view'
import { Button } from '../../ui/controls'
import { teamsOf, type TeamLook } from './config-data'
import { select as showSelected, useSelected } from './editing'
import { FirstTeam } from './first-team'
import { FormHead } from './form-head'
import { FileForm, ModeForm, RoleForm, TeamForm } from './forms'
import { focusSelected, Outline, type Selected } from './outline'
import { TeamPicture } from './team-picture'

/** The config as a team: what is in the file, and the form of what is selected. */
export function TeamTab({ view, onText }: { view: ConfigView; onText(): void }) {
  const { data, dir } = view
  const selected = useSelected(dir)
  const refocus = useRef(false)
  const select = (next: Selected, focus = false) => {
    refocus.current = focus
    showSelected(dir, next)
  }
  useEffect(() => {
    if (!refocus.current) return
    refocus.current = false
    focusSelected()
  }, [selected])
  const teams = teamsOf(data)
  if (data === null) {
    return (
      <div className="config-empty">
        <h2>The text cannot be read as TOML just now</h2>
        <p>Correct the error below in the text. The team comes back as soon as it can be read.</p>
        <Button kind="primary" onClick={onText}>
          Open the text
        </Button>
      </div>
    )
  }
  const shown = existing(selected, view, teams)
  const picture = shown.kind === 'team' || shown.kind === 'role' ? teams[shown.team] : undefined
  return (
    <>
      <Outline dir={dir} data={data} teams={teams} selected={shown} onSelect={select} />
      <div className="config-details" data-region key={JSON.stringify(shown)}>
        <div className="config-columns">
          <div className="config-column">
            {teams.length === 0 && shown.kind === 'file' && (
              <FirstTeam dir={dir} onAdded={() => select({ kind: 'team', team: 0 })} />
            )}
            <FormHead dir={dir} data={data} teams={teams} selected={shown} onSelect={select} />
            <Details view={view} selected={shown} />
          </div>
          {picture && <TeamPicture team={picture} />}
        </div>
      </div>
    </>
  )
}

function Details({ view: { dir, data }, selected }: { view: ConfigView; selected: Selected }) {
  if (data === null) return null
  switch (selected.kind) {
    case 'file':
      return <FileForm dir={dir} data={data} />
    case 'mode':
      return <ModeForm dir={dir} data={data} index={selected.mode} />
    case 'role':
      return (
        <RoleForm dir={dir} data={data} path={['orchestrations', selected.team, 'roles', selected.role]} />
      )
    case 'team': {
      const team = teamsOf(data)[selected.team]
      return team ? <TeamForm dir={dir} data={data} index={selected.team} team={team} /> : null
    }
  }
}

/** What is selected, or what is nearest to it when it is gone. */
function existing(selected: Selected, view: ConfigView, teams: readonly TeamLook[]): Selected {
  if (selected.kind === 'mode') {
    const modes = view.data?.['modes']
    return Array.isArray(modes) && selected.mode < modes.length ? selected : { kind: 'file' }
  }
  if (selected.kind === 'file') return selected
  const team = teams[selected.team]
  if (!team) return { kind: 'file' }
  return selected.kind === 'role' && selected.role >= team.roles.length
    ? { kind: 'team', team: selected.team }
    : selected
}

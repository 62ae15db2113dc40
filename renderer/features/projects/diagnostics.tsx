import { useState } from 'react'
import type { DiagnosticView, ProjectView } from '#shared/contract/views'
import { shell } from '../../app/shell'
import { openFolder } from '../../state/navigation'
import { Button } from '../../ui/controls'
import { editConfig } from '../config-editor/editing'
import { PlainAgent } from './plain-agent'

/** What is wrong in a config, where, and how to mend it. Errors stand in the way of a start, warnings do not. */
export function Diagnostics({ project }: { project: ProjectView }) {
  const broken = project.config === 'broken'
  const [copied, setCopied] = useState(false)
  const reveal = shell.revealFile
  const copyAll = () =>
    void shell.copyText(project.diagnostics.map(asLine).join('\n')).then(() => setCopied(true))
  return (
    <section
      className="diagnostics"
      aria-label={broken ? 'Problems in the config' : 'Notes on the config'}
      role="region"
    >
      <h2>{broken ? heading(project.diagnostics) : 'Worth a look in the config'}</h2>
      {broken && (
        <p className="page-lead">
          Nothing was started. Save the file after mending it; this list follows the file.
        </p>
      )}
      <ul>
        {project.diagnostics.map((diagnostic) => (
          <li key={asLine(diagnostic)} className="diagnostic" data-severity={diagnostic.severity}>
            <p className="diagnostic-where selectable">
              <span className="diagnostic-kind">{diagnostic.severity === 'error' ? 'Error' : 'Warning'}</span>
              <code>
                {diagnostic.file.split(/[\\/]/).at(-1)}:{diagnostic.line}:{diagnostic.column}
              </code>
              {diagnostic.scope !== 'file' && <span className="truncate">{diagnostic.scope}</span>}
            </p>
            <p className="selectable">{diagnostic.message}</p>
            <p className="diagnostic-fix selectable">{diagnostic.fix}</p>
          </li>
        ))}
      </ul>
      {broken && (
        <>
          <div className="page-actions">
            <Button kind="primary" onClick={() => void editConfig(project.dir)}>
              Open in the editor
            </Button>
            <Button onClick={() => void openFolder(project.dir)}>Read it again</Button>
            {reveal && <Button onClick={() => void reveal(project.configFile)}>Show file</Button>}
            <Button onClick={copyAll}>{copied ? 'Copied' : 'Copy the list'}</Button>
          </div>
          <PlainAgent dir={project.dir} />
        </>
      )}
    </section>
  )
}

function heading(diagnostics: DiagnosticView[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length
  return errors === 1 ? 'One problem in the config' : `${errors} problems in the config`
}

function asLine({ file, line, column, severity, message, fix }: DiagnosticView): string {
  return `${file}:${line}:${column}: ${severity}: ${message}. ${fix}`
}

import { Component, type ReactNode } from 'react'
import { messageOf } from '#shared/message-of'
import { Button } from './controls'

/** Keeps a fault in one part of the window from taking the rest with it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { problem: string | null }> {
  override state = { problem: null as string | null }

  static getDerivedStateFromError(error: unknown): { problem: string } {
    return { problem: messageOf(error) }
  }

  override render(): ReactNode {
    if (this.state.problem === null) return this.props.children
    return (
      <main className="not-yet" role="alert">
        <h1>This view stopped working</h1>
        <p className="selectable">{this.state.problem}</p>
        <p>The agents are not affected.</p>
        <Button onClick={() => this.setState({ problem: null })}>Show it again</Button>
      </main>
    )
  }
}

import { Component, type ReactNode } from 'react'

type LoadBoundaryProps = {
  /** What stands there instead. */
  fallback: ReactNode
  children: ReactNode
}

/** A part of the app that could not be fetched, or that broke: something that says so, never an empty place. */
export class LoadBoundary extends Component<LoadBoundaryProps, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    return this.state.broken ? this.props.fallback : this.props.children
  }
}

import { Component, type ReactNode } from 'react'

import { failureOf } from '../lib/failure.ts'
import { StartFailed } from './StartFailed.tsx'

type LoadBoundaryProps = { children: ReactNode }

/** A part of the app that could not be fetched, or that broke: a page that says so, never an empty one. */
export class LoadBoundary extends Component<LoadBoundaryProps, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    return this.state.broken ? <StartFailed failure={failureOf(undefined, 'load')} /> : this.props.children
  }
}

import { useLocation, useNavigate } from '@tanstack/react-router'

import { NewJobPage } from '../../features/bulk/NewJobPage.tsx'
import type { SignOutSource } from '../../jobs/source.ts'
import { SignedIn } from '../SignedIn.tsx'
import { FreshSignIn } from './FreshSignIn.tsx'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Whom a job is for, where another page has chosen. */
    signOutSource?: SignOutSource
  }
}

export const NewJobRoute = () => {
  const navigate = useNavigate()
  const source = useLocation({ select: ({ state }) => state.signOutSource })
  const show = (jobId: string) => void navigate({ to: '/jobs/$jobId', params: { jobId } })
  return (
    <SignedIn>
      {(session) => (
        <NewJobPage
          session={session}
          source={source}
          signInAgain={<FreshSignIn session={session} />}
          onStarted={show}
        />
      )}
    </SignedIn>
  )
}

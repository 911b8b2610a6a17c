import { useLocation, useNavigate, useRouter } from '@tanstack/react-router'

import { NewJobPage } from '../../features/bulk/NewJobPage.tsx'
import type { SignOutSource } from '../../jobs/source.ts'
import { SignedIn } from '../SignedIn.tsx'
import { FreshSignIn } from './FreshSignIn.tsx'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Whom a job is for, where another page has chosen. */
    signOutSource?: SignOutSource
    /** Whom a job is for was chosen on its own page: what is shown of them has a place of its own in the history. */
    hasChosen?: boolean
  }
}

export const NewJobRoute = () => {
  const navigate = useNavigate()
  const { history } = useRouter()
  const { signOutSource: source, hasChosen = false } = useLocation({ select: ({ state }) => state })
  const show = (jobId: string) => void navigate({ to: '/jobs/$jobId', params: { jobId }, replace: hasChosen })
  return (
    <SignedIn>
      {(session) => (
        <NewJobPage
          session={session}
          source={source}
          hasChosen={hasChosen}
          onChosen={() => void navigate({ to: '.', state: { hasChosen: true }, replace: hasChosen })}
          onBack={() => history.back()}
          signInAgain={<FreshSignIn session={session} />}
          onStarted={show}
        />
      )}
    </SignedIn>
  )
}

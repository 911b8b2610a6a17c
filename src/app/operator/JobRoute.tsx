import { useNavigate, useParams } from '@tanstack/react-router'

import { JobPage } from '../../features/bulk/JobPage.tsx'
import { SignedIn } from '../SignedIn.tsx'
import { FreshSignIn } from './FreshSignIn.tsx'

export const JobRoute = () => {
  const { jobId } = useParams({ from: '/jobs/$jobId' })
  const navigate = useNavigate()
  return (
    <SignedIn>
      {(session) => (
        <JobPage
          key={jobId}
          jobId={jobId}
          session={session}
          signInAgain={<FreshSignIn session={session} />}
          onRest={(signOutSource) => void navigate({ to: '/jobs/new', state: { signOutSource } })}
        />
      )}
    </SignedIn>
  )
}

import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'

import type { ReactNode } from 'react'

import { JobsPage } from '../../features/bulk/JobsPage.tsx'
import { buttonClass } from '../../ui/buttonClass.ts'
import { SignedIn } from '../SignedIn.tsx'

const begin = (
  <Link to="/jobs/new" className={buttonClass('primary')}>
    <Trans>New job</Trans>
  </Link>
)

function linkTo(jobId: string, text: ReactNode) {
  return (
    <Link to="/jobs/$jobId" params={{ jobId }} className="underline underline-offset-2">
      {text}
    </Link>
  )
}

export const JobsRoute = () => (
  <SignedIn>{(session) => <JobsPage session={session} begin={begin} link={linkTo} />}</SignedIn>
)

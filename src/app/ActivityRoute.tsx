import { Trans } from '@lingui/react/macro'
import { getRouteApi, Link } from '@tanstack/react-router'

import { ActivityPage } from '../features/activity/ActivityPage.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { SignedIn } from './SignedIn.tsx'

const route = getRouteApi('/activity')

const receiptLink = (receiptId: string) => (
  <Link to="/receipts/$receiptId" params={{ receiptId }} className={buttonClass('secondary', 'small')}>
    <Trans>Show receipt</Trans>
  </Link>
)

const jobLink = (jobId: string) => (
  <Link to="/jobs/$jobId" params={{ jobId }} className={buttonClass('secondary', 'small')}>
    <Trans>Job</Trans>
  </Link>
)

export const ActivityRoute = () => {
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <SignedIn>
      {() => (
        <ActivityPage
          filter={filter}
          onFilter={(search) => void navigate({ search, replace: true })}
          receiptLink={receiptLink}
          jobLink={jobLink}
        />
      )}
    </SignedIn>
  )
}

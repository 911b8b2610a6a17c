import { getRouteApi } from '@tanstack/react-router'

import { AppClientsPage } from '../../features/app-clients/AppClientsPage.tsx'
import { ownerOf } from '../../jobs/signedIn.ts'
import { SignedIn } from '../SignedIn.tsx'
import { FreshSignIn } from './FreshSignIn.tsx'

const route = getRouteApi('/app-clients')

export const AppClientsRoute = () => {
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <SignedIn>
      {(session) => (
        <AppClientsPage
          owner={ownerOf(session)}
          signInAgain={<FreshSignIn session={session} />}
          filter={filter}
          // Back leads from the findings to the settings; what is searched, filtered and sorted is one place, letter by letter.
          onFilter={(search) => void navigate({ search, replace: search.view === filter.view })}
        />
      )}
    </SignedIn>
  )
}

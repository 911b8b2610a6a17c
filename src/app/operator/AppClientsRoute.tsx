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
          onFilter={(search) => void navigate({ search, replace: true })}
        />
      )}
    </SignedIn>
  )
}

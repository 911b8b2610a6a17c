import { getRouteApi } from '@tanstack/react-router'

import { AppClientsPage } from '../../features/app-clients/AppClientsPage.tsx'
import { SignedIn } from '../SignedIn.tsx'

const route = getRouteApi('/app-clients')

export const AppClientsRoute = () => {
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <SignedIn>
      {({ poolId, username }) => (
        <AppClientsPage
          owner={`${poolId}/${username}`}
          filter={filter}
          onFilter={(search) => void navigate({ search, replace: true })}
        />
      )}
    </SignedIn>
  )
}

import { PoolsPage } from '../../features/pools/PoolsPage.tsx'
import { SignedIn } from '../SignedIn.tsx'

export const PoolsRoute = () => <SignedIn>{() => <PoolsPage />}</SignedIn>

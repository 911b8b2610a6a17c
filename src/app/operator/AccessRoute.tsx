import { AccessPage } from '../../features/access/AccessPage.tsx'
import { SignedIn } from '../SignedIn.tsx'

export const AccessRoute = () => <SignedIn>{() => <AccessPage />}</SignedIn>

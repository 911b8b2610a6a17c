import { AppClientsPage } from '../features/app-clients/AppClientsPage.tsx'
import { SignedIn } from './SignedIn.tsx'

export const AppClients = () => <SignedIn>{() => <AppClientsPage />}</SignedIn>

import { useNavigate } from '@tanstack/react-router'

import { LeakedTokenPage } from '../../features/leaked-token/LeakedTokenPage.tsx'
import { SignedIn } from '../SignedIn.tsx'

export const LeakedTokenRoute = () => {
  const navigate = useNavigate()
  const show = (receiptId: string) => void navigate({ to: '/receipts/$receiptId', params: { receiptId } })
  return <SignedIn>{() => <LeakedTokenPage onReceipt={show} />}</SignedIn>
}

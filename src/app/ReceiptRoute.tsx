import { Trans } from '@lingui/react/macro'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'

import { ReceiptPage } from '../features/receipts/ReceiptPage.tsx'
import { vault } from '../vault/client.ts'
import { OperatorLink } from './OperatorLink.tsx'

const route = getRouteApi('/receipts/$receiptId')

export const ReceiptRoute = () => {
  const { receiptId } = route.useParams()
  const navigate = useNavigate()
  const state = useSyncExternalStore(vault.subscribe, vault.session)
  return (
    <ReceiptPage
      key={receiptId}
      receiptId={receiptId}
      signedIn={state.state === 'signed in'}
      appClients={
        <OperatorLink to="/app-clients">
          <Trans>Go to App clients</Trans>
        </OperatorLink>
      }
      onHome={() => void navigate({ to: '/' })}
      onReceipt={(id) => void navigate({ to: '/receipts/$receiptId', params: { receiptId: id } })}
    />
  )
}

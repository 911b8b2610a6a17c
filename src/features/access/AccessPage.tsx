import { t } from '@lingui/core/macro'
import { useSyncExternalStore } from 'react'

import { PageHeader } from '../../ui/PageHeader.tsx'
import { vault } from '../../vault/client.ts'
import { CredentialsPanel } from './CredentialsPanel.tsx'
import { FeatureTable } from './FeatureTable.tsx'
import { PastePanel } from './PastePanel.tsx'
import { PolicyWriter } from './PolicyWriter.tsx'

/** The operator's AWS credentials: where they come from, what they allow, and the policy that allows no more. */
export const AccessPage = () => {
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  return (
    <>
      <PageHeader
        title={t`Access`}
        subtitle={t`The AWS credentials that the operator’s pages work with, and what they allow.`}
      />
      <CredentialsPanel access={access} />
      <PastePanel pasted={access.source === 'pasted'} />
      <FeatureTable access={access} />
      <PolicyWriter access={access} />
    </>
  )
}

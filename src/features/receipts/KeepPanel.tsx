import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'

import { recordText, onCognito } from '../../lib/time.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Panel } from '../../ui/Panel.tsx'
import type { Receipt } from '../../vault/protocol.ts'
import { KeepButtons } from './KeepButtons.tsx'
import { receiptJson, receiptText } from './account.ts'

type KeepPanelProps = { receipt: Receipt }

/** What identifies the receipt, and the ways to keep it: nothing of it is a token. */
export const KeepPanel = ({ receipt }: KeepPanelProps) => {
  const asked = recordText(onCognito(receipt.askedAt, receipt.skewMs))
  return (
    <Panel
      title={t`This receipt`}
      aside={
        <KeepButtons id={receipt.id} text={() => receiptText(receipt, new Date())} json={() => receiptJson(receipt)} />
      }
      footer={
        <Facts
          facts={[
            {
              label: t`Receipt`,
              value: <Identifier value={receipt.id} of={t`id of the receipt`} />,
              hint: t`Asked ${asked}`,
            },
            { label: t`Who`, value: receipt.displayName, hint: receipt.username },
            {
              label: t`Family`,
              value:
                receipt.familyId === undefined ? (
                  t({ message: 'None', context: 'family of tokens' })
                ) : (
                  <Identifier value={receipt.familyId} of={t`family id`} />
                ),
              hint: receipt.familyId === undefined ? undefined : t`Every token of the sign-in carried it`,
            },
            {
              label: t`Pool`,
              value: <Identifier value={receipt.poolId} of={t`pool id`} head={10} />,
              hint: (
                <Trans>
                  App client <Identifier value={receipt.clientId} of={t`app client id`} />
                </Trans>
              ),
            },
          ]}
        />
      }
    />
  )
}

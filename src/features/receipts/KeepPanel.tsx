import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { fullText } from '../../lib/time.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Panel } from '../../ui/Panel.tsx'
import type { Receipt } from '../../vault/protocol.ts'
import { KeepButtons } from './KeepButtons.tsx'
import { onCognito, receiptJson, receiptText } from './account.ts'

type KeepPanelProps = { receipt: Receipt }

/** What identifies the receipt, and the ways to keep it: nothing of it is a token. */
export const KeepPanel = ({ receipt }: KeepPanelProps) => (
  <Panel
    title={t`This receipt`}
    aside={
      <KeepButtons id={receipt.id} text={() => receiptText(receipt, new Date())} json={() => receiptJson(receipt)} />
    }
    footer={
      <Facts
        facts={[
          {
            label: 'Receipt',
            value: <Identifier value={receipt.id} of="id of the receipt" />,
            hint: `Asked ${fullText(onCognito(receipt.askedAt, receipt.skewMs))}`,
          },
          { label: 'Who', value: receipt.displayName, hint: receipt.username },
          {
            label: 'Family',
            value: receipt.familyId === undefined ? 'None' : <Identifier value={receipt.familyId} of="family id" />,
            hint: 'Every token of the sign-in carried it',
          },
          {
            label: 'Pool',
            value: <Identifier value={receipt.poolId} of="pool id" head={10} />,
            hint: (
              <>
                <Trans>
                  App client <Identifier value={receipt.clientId} of="app client id" />
                </Trans>
              </>
            ),
          },
        ]}
      />
    }
  />
)

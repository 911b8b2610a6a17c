import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'

import { Button } from '../../ui/Button.tsx'
import { DownloadButton } from '../../ui/DownloadButton.tsx'
import { Icon } from '../../ui/Icon.tsx'

type KeepButtonsProps = {
  /** The receipt's id, which names the files. */
  id: string
  text: () => string
  json: () => string
}

/** The ways to keep a receipt. */
export const KeepButtons = ({ id, text, json }: KeepButtonsProps) => (
  <span className="flex flex-wrap gap-2 print:hidden">
    <Button size="small" onClick={() => globalThis.print()}>
      <Icon name="print" />
      {t`Print`}
    </Button>
    <DownloadButton size="small" file={`curfew-receipt-${id}.txt`} media="text/plain" content={text}>
      <Trans>Text</Trans>
    </DownloadButton>
    <DownloadButton size="small" file={`curfew-receipt-${id}.json`} media="application/json" content={json}>
      <Trans>JSON</Trans>
    </DownloadButton>
  </span>
)

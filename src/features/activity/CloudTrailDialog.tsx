import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { isEmulated } from '../../lib/deployment.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { vault } from '../../vault/client.ts'
import type { ActivityEntry } from '../../vault/protocol/activity.ts'
import { cloudTrailQueries, regionOf } from './cloudTrail.ts'

type CloudTrailDialogProps = { entry: ActivityEntry; onClose: () => void }

export const CloudTrailDialog = ({ entry, onClose }: CloudTrailDialogProps) => {
  const { config } = vault
  const { operation } = entry
  const { cli, athena } = cloudTrailQueries(entry, regionOf(entry.target) ?? config.region)
  return (
    <Dialog
      open
      onClose={onClose}
      size="large"
      title={
        <Trans>
          Find <span className="font-mono text-base">{operation}</span> in CloudTrail
        </Trans>
      }
      description={t`CloudTrail records a subset of Cognito’s operations, a few minutes after they happen. An event names a person by the pool’s own id (sub), not by user name.`}
      footer={<Button onClick={onClose}>{t`Close`}</Button>}
    >
      {isEmulated(config) ? (
        <Notice title={t`This deployment is an emulator`}>
          {t`Nothing of it reaches AWS, so CloudTrail has no event.`}
        </Notice>
      ) : null}
      {entry.requestId === undefined ? (
        <Notice title={t`There is no request id`}>
          <Trans>Cognito did not answer this request, so it is looked for by name and time alone.</Trans>
        </Notice>
      ) : null}
      <Query title={t`AWS CLI, the last 90 days`} text={cli} copy={t`Copy command`} />
      <Query title={t`Athena, over a trail’s table`} text={athena} copy={t`Copy query`} />
    </Dialog>
  )
}

const Query = ({ title, text, copy }: { title: string; text: string; copy: string }) => (
  <section className="flex min-w-0 flex-col gap-2">
    <div className="flex items-center justify-between gap-3">
      <h3 className="text-sm font-semibold">{title}</h3>
      <CopyButton value={text} label={copy} />
    </div>
    <pre
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={title}
      role="region"
      className="overflow-auto rounded-md border border-line bg-ground p-3 text-xs"
    >
      {text}
    </pre>
  </section>
)

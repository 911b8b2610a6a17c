import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'

import { Button } from '../ui/Button.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Panel } from '../ui/Panel.tsx'

export const NotFoundPage = () => (
  <Panel>
    <EmptyState
      title={t`There is no page here`}
      actions={
        <Link to="/" className={buttonClass('primary')}>
          <Trans>Go to my session</Trans>
        </Link>
      }
    >
      <Trans>The address may be old, or mistyped.</Trans>
    </EmptyState>
  </Panel>
)

export const ErrorPage = () => (
  <Panel>
    <EmptyState
      title={t`This page could not be shown`}
      actions={
        <Button variant="primary" onClick={() => location.reload()}>
          <Trans>Reload</Trans>
        </Button>
      }
    >
      <Trans>Nothing was sent to Cognito because of it. If it happens again, report what you did before.</Trans>
    </EmptyState>
  </Panel>
)

import { t } from '@lingui/core/macro'
import { Link } from '@tanstack/react-router'

import { Button } from '../ui/Button.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { PageHeader } from '../ui/PageHeader.tsx'

export const NotFoundPage = () => (
  <PageHeader
    title={t`There is no page here`}
    subtitle={t`The address may be old, or mistyped.`}
    actions={
      <Link to="/" className={buttonClass('primary')}>
        {t`Go to my session`}
      </Link>
    }
  />
)

export const ErrorPage = () => (
  <PageHeader
    title={t`This page could not be shown`}
    subtitle={t`Nothing was sent to Cognito because of it. If it happens again, report what you did before.`}
    actions={
      <Button variant="primary" onClick={() => location.reload()}>
        {t`Reload`}
      </Button>
    }
  />
)

import { t } from '@lingui/core/macro'
import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { useState } from 'react'

import { partMissing } from '../lib/partMissing.ts'
import { Button } from '../ui/Button.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { PageHeader } from '../ui/PageHeader.tsx'
import { PageMissing } from './laterPage.ts'

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

export const ErrorPage = ({ error, reset }: ErrorComponentProps) =>
  error instanceof PageMissing ? <MissingPage missing={error} reset={reset} /> : <BrokenPage />

const BrokenPage = () => (
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

type MissingPageProps = { missing: PageMissing; reset: () => void }

/** The page is as it should be, but did not arrive. Without a connection a reload would lose what is there. */
const MissingPage = ({ missing, reset }: MissingPageProps) => {
  const [busy, setBusy] = useState(false)
  const again = async () => {
    setBusy(true)
    await missing.again()
    setBusy(false)
    reset()
  }
  return (
    <PageHeader
      title={partMissing.title}
      subtitle={
        navigator.onLine
          ? partMissing.cause
          : t`This browser has no connection. Try again once it is back; a reload without it loses the page.`
      }
      actions={
        <>
          <Button variant="primary" busy={busy && t`Trying`} onClick={() => void again()}>
            {t`Try again`}
          </Button>
          <Button onClick={() => location.reload()}>{t`Reload`}</Button>
        </>
      }
    />
  )
}

import { Link } from '@tanstack/react-router'

import { Button } from '../ui/Button.tsx'
import { buttonClass } from '../ui/buttonClass.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Panel } from '../ui/Panel.tsx'

export const NotFoundPage = () => (
  <Panel>
    <EmptyState
      title="There is no page here"
      actions={
        <Link to="/" className={buttonClass('primary')}>
          Go to my session
        </Link>
      }
    >
      The address may be old, or mistyped.
    </EmptyState>
  </Panel>
)

export const ErrorPage = () => (
  <Panel>
    <EmptyState
      title="This page could not be shown"
      actions={
        <Button variant="primary" onClick={() => location.reload()}>
          Reload
        </Button>
      }
    >
      Nothing was sent to Cognito because of it. If it happens again, report what you did before.
    </EmptyState>
  </Panel>
)

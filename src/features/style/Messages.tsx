import { useState } from 'react'

import type { Failure } from '../../lib/failure.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Details } from '../../ui/Details.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice, type NoticeKind } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { type MarkState, StateMark } from '../../ui/StateMark.tsx'
import { toasts } from '../../ui/toasts.ts'
import { Specimen, Specimens } from './Specimen.tsx'

const states: readonly MarkState[] = ['live', 'ending', 'ended', 'unknown', 'failed', 'none']
const notices: readonly NoticeKind[] = ['info', 'warn', 'danger', 'success']

const busy: Failure = {
  operation: 'GlobalSignOut',
  code: 'TooManyRequestsException',
  message: 'Rate exceeded',
  class: 'transient',
  attempts: 3,
  requestId: '6c1c0d3e-6d1f-4c0a-9f35-0a4f5b7c8d9e',
}

/** What is said: states, notices, failures, toasts, questions, and lists with nothing in them. */
export const Messages = () => {
  const [asking, setAsking] = useState<'simple' | 'typed'>()
  return (
    <>
      <Panel title="States and badges" flush>
        <Specimens>
          {states.map((state) => (
            <Specimen key={state} name={state}>
              <StateMark state={state} />
            </Specimen>
          ))}
          {(['plain', 'lamp', 'live', 'danger'] as const).map((tone) => (
            <Specimen key={tone} name={`badge, ${tone}`}>
              <Badge tone={tone}>this session</Badge>
            </Specimen>
          ))}
        </Specimens>
      </Panel>
      <Panel title="Notices and failures" flush>
        <Specimens>
          {notices.map((kind) => (
            <Specimen key={kind} name={kind} wide>
              <Notice kind={kind} title="Cognito has not been told yet">
                This browser is signed out. Curfew goes on trying.
              </Notice>
            </Specimen>
          ))}
          <Specimen name="a failure, where it happened" wide>
            <FailureNotice failure={busy} onRetry={() => undefined} />
          </Specimen>
        </Specimens>
      </Panel>
      <Panel title="Toasts and questions" flush>
        <Specimens>
          <Specimen name="done">
            <Button onClick={() => toasts.show({ kind: 'success', title: 'Ana Silva signed out' })}>Show it</Button>
          </Specimen>
          <Specimen name="failed, stays">
            <Button
              onClick={() =>
                toasts.show({
                  kind: 'danger',
                  title: 'Your devices are still signed in',
                  detail: 'Cognito is busy. Try again in a minute.',
                  copy: busy.requestId,
                })
              }
            >
              Show it
            </Button>
          </Specimen>
          <Specimen name="simple question">
            <Button onClick={() => setAsking('simple')}>Ask it</Button>
          </Specimen>
          <Specimen name="question that takes a name">
            <Button onClick={() => setAsking('typed')}>Ask it</Button>
          </Specimen>
        </Specimens>
      </Panel>
      <Panel title="Lists with nothing to show" flush>
        <Specimens>
          <Specimen name="loading">
            <Skeleton label="Reading" />
          </Specimen>
          <Specimen name="empty">
            <EmptyState title="No users in this pool yet">People appear here once they sign up.</EmptyState>
          </Specimen>
          <Specimen name="nothing matches">
            <EmptyState title="Nobody’s name begins with “Zo”" actions={<Button size="small">Clear filter</Button>} />
          </Specimen>
          <Specimen name="details">
            <Details summary="Details" open copy="RevokeToken">
              RevokeToken · 200 · 41 ms
            </Details>
          </Specimen>
        </Specimens>
      </Panel>
      <ConfirmDialog
        open={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={asking === 'typed' ? 'Switch token revocation off for Storefront?' : 'Sign out everywhere?'}
        consequences={['Every session ends, in every app of this pool.', 'This device is signed out too.']}
        confirm={asking === 'typed' ? 'Switch off' : 'Sign out everywhere'}
        danger={asking === 'typed'}
        typed={asking === 'typed' ? { name: 'Storefront', of: 'app client' } : undefined}
        onConfirm={() => setAsking(undefined)}
      />
    </>
  )
}

import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { Button } from '../../ui/Button.tsx'
import { Details } from '../../ui/Details.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { isBlank } from '../../ui/useEmpty.ts'
import { takeCredentials } from './queries.ts'

type PastePanelProps = { pasted: boolean }

/** Where temporary credentials are pasted. The field is emptied as soon as they have gone to the worker, taken or not. */
export const PastePanel = ({ pasted }: PastePanelProps) => {
  const field = useRef<HTMLTextAreaElement>(null)
  const take = useMutation(takeCredentials())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (field.current && !isBlank(field.current)) take.mutate(field.current)
  }
  return (
    <Panel title={t`Paste temporary credentials`}>
      <form onSubmit={submit} className="flex flex-col items-start gap-4">
        <TextArea
          ref={field}
          label={t`Access key id, secret access key and session token`}
          hint={t`As the access portal, the AWS CLI or an environment shows them: JSON, a profile, or export lines. Long-lived keys (AKIA) are refused.`}
          rows={4}
          className="w-full"
        />
        <Button type="submit" variant="primary" busy={take.isPending && t`Reading`}>
          <Trans>Use these credentials</Trans>
        </Button>
        {take.error ? <FailureNotice failure={failureOf(take.error, 'Credentials')} role="alert" /> : null}
        {take.isSuccess && pasted ? (
          <Notice kind="success" role="status" title={t`These credentials are in use`}>
            <Trans>The field was emptied; only the worker has them now.</Trans>
          </Notice>
        ) : null}
        <Details summary={t`How to get some`}>
          <pre className="overflow-x-auto font-mono text-xs text-muted">
            aws sts assume-role --role-arn arn:aws:iam::ACCOUNT_ID:role/ROLE --role-session-name curfew
          </pre>
        </Details>
      </form>
    </Panel>
  )
}

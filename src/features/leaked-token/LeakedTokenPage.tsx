import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useSyncExternalStore } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SkewNotice } from '../../ui/SkewNotice.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { isBlank } from '../../ui/useEmpty.ts'
import { vault } from '../../vault/client.ts'
import { readLeaked } from './queries.ts'
import { TokenCards } from './TokenCards.tsx'

type LeakedTokenPageProps = { onReceipt: (receiptId: string) => void }

/** Finds tokens in what was pasted, says what they are, and ends them. What was pasted is forgotten with the page. */
export const LeakedTokenPage = ({ onReceipt }: LeakedTokenPageProps) => {
  // The text is never part of the page's state: it goes from the field into the worker.
  const field = useRef<HTMLTextAreaElement>(null)
  const { mutate, data: found, error, isPending } = useMutation(readLeaked())

  useEffect(() => () => void vault.ask('forgetLeaked', {}).catch(() => undefined), [])

  const look = (event: FormEvent) => {
    event.preventDefault()
    if (field.current && !isBlank(field.current)) mutate(field.current)
  }
  const skewMs = useSyncExternalStore(vault.subscribe, vault.skewMs)
  const count = found?.length ?? 0
  return (
    <>
      <PageHeader
        title={t`Leaked token`}
        subtitle={t`Paste a token, or the log that it stands in. Curfew says what it is, and ends it.`}
      />
      <SkewNotice skewMs={skewMs} />
      <Panel>
        <form onSubmit={look} className="flex flex-col items-start gap-4">
          <TextArea
            ref={field}
            label={t`A token, or text that contains some`}
            hint={t`The field is emptied at once, and the text is sent nowhere: Curfew’s worker looks for tokens in it. Only a token that this account’s pools have signed is sent, to Cognito alone.`}
            className="w-full"
          />
          <Button type="submit" variant="primary" busy={isPending && t`Looking`}>
            <Trans>Look at it</Trans>
          </Button>
        </form>
      </Panel>
      {error ? <FailureNotice failure={failureOf(error, 'ListUserPools')} role="alert" /> : null}
      {found && count === 0 ? (
        <Notice role="status" title={t`There is no token of Cognito’s in this text`}>
          <Trans>
            A token begins with eyJ and has three or five parts, with dots between them. One that was cut off, or broken
            into lines, cannot be recognised.
          </Trans>
        </Notice>
      ) : null}
      <p role="status" className="sr-only">
        {count > 0 ? plural(count, { one: '# token found', other: '# tokens found' }) : ''}
      </p>
      {found ? <TokenCards key={found[0]?.id} tokens={found} onReceipt={onReceipt} /> : null}
    </>
  )
}

import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useSyncExternalStore } from 'react'

import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Notice } from '../ui/Notice.tsx'
import { keyOf, typedText } from './typedText.ts'

/** Gives back what was typed when the session ended, once the same person has signed in again. */
export const TypedNotice = () => {
  const interrupted = useSyncExternalStore(typedText.subscribe, typedText.interrupted)
  if (interrupted === undefined || interrupted.fields.length === 0) return null
  return (
    <Notice
      title={t`What you had typed was not sent`}
      actions={
        <Button size="small" onClick={() => typedText.drop()}>
          <Trans>Discard it</Trans>
        </Button>
      }
    >
      <dl className="flex flex-col gap-2">
        {interrupted.fields.map(({ label, text }) => (
          <div key={keyOf({ label, text })} className="flex flex-col items-start gap-1">
            <dt className="text-muted">{label}</dt>
            <dd dir="auto" className="max-h-40 max-w-full overflow-auto break-all whitespace-pre-wrap">
              {text}
            </dd>
            <dd>
              <CopyButton value={text} label={t`Copy ${label}`} />
            </dd>
          </div>
        ))}
      </dl>
    </Notice>
  )
}

/** On the sign-in page: what becomes of what was typed. */
export const TypedPromise = () => {
  const interrupted = useSyncExternalStore(typedText.subscribe, typedText.interrupted)
  if (interrupted === undefined) return null
  const { fields, lost } = interrupted
  const lostFields = lost.map((name) => t`“${name}”`).join(', ')
  return (
    <>
      {fields.length === 0 ? null : (
        <span>{t`What you had typed is kept in this tab, and given back when you sign in.`}</span>
      )}
      {lost.length === 0 ? null : <span>{t`Not kept: what you had typed into ${lostFields}.`}</span>}
    </>
  )
}

import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { vault } from '../../vault/client.ts'

/** Asked once after a sign-in, where the user pool leaves it to the person. */
export const RememberDevice = () => {
  const asked = useSyncExternalStore(vault.subscribe, vault.mayRemember)
  const remember = useMutation({
    mutationFn: async () => vault.rememberDevice(),
    meta: { operation: 'UpdateDeviceStatus', done: t`This browser is remembered`, failure: 'toast' },
  })
  if (!asked) return null
  return (
    <Notice
      title={t`Remember this browser?`}
      actions={
        <>
          <Button size="small" busy={remember.isPending && t`Remembering`} onClick={() => remember.mutate()}>
            <Trans>Remember it</Trans>
          </Button>
          <Button size="small" variant="quiet" onClick={() => vault.doNotRemember()}>
            <Trans>Not now</Trans>
          </Button>
        </>
      }
    >
      <Trans>Cognito then knows it as a device of yours, and asks for less when you sign in here again.</Trans>
    </Notice>
  )
}

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
    meta: { operation: 'UpdateDeviceStatus', done: 'This browser is remembered', failure: 'toast' },
  })
  if (!asked) return null
  return (
    <Notice
      title="Remember this browser?"
      actions={
        <>
          <Button size="small" busy={remember.isPending && 'Remembering'} onClick={() => remember.mutate()}>
            Remember it
          </Button>
          <Button size="small" variant="quiet" onClick={() => vault.doNotRemember()}>
            Not now
          </Button>
        </>
      }
    >
      Cognito then knows it as a device of yours, and asks for less when you sign in here again.
    </Notice>
  )
}

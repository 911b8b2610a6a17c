import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'

import type { Config } from '../../lib/config.ts'
import { signInsOf } from '../../lib/deployment.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useArrival } from '../../ui/useArrival.ts'
import { DemoPeople } from './DemoPeople.tsx'
import { ManagedLogin } from './ManagedLogin.tsx'
import { noteForm } from './noteForm.ts'
import { type Offer, offersOf } from './offers.ts'
import { SignInFailure } from './SignInFailure.tsx'
import { typed } from './typed.ts'
import { useSharedBox } from './useSharedBox.ts'
import type { Beginning, SignIn } from './useSignIn.ts'

type SignInFormProps = {
  config: Config | undefined
  /** How the session that was here before ended. */
  notice: (isShared: () => boolean) => ReactNode
  signIn: Pick<SignIn, 'busy' | 'failure' | 'memoryOnly'>
  /** What was typed here before a sign-in was left. */
  before: Omit<Beginning, 'password'> | undefined
  onBegin: (beginning: Beginning) => void
}

const instead: Record<Offer, string> = {
  password: t`Use a password instead`,
  choice: t`Sign in another way`,
}

/** Where every sign-in begins. It stands in index.html before any script runs, as the form for a password. */
export const SignInForm = ({ config, notice, signIn, before, onBegin }: SignInFormProps) => {
  const form = useRef<HTMLFormElement>(null)
  const { attach: shared, isTicked: isShared } = useSharedBox()
  const heading = useArrival()
  const offers = offersOf(config)
  const [offer, setOffer] = useState(offers[0])

  const send = (offer: Offer) => {
    if (form.current === null || signIn.busy) return
    const given = new FormData(form.current)
    const who = { username: typed(given, 'username').trim(), memoryOnly: given.get('memoryOnly') === 'on' }
    onBegin(offer === 'choice' ? who : { ...who, password: typed(given, 'password') })
  }

  // Whoever typed, or pressed the button, before the scripts or the config had arrived is not asked to do it again.
  useEffect(() => {
    const page = document.documentElement.dataset
    if (config === undefined || form.current === null) return
    const [first, ...more] = offersOf(config)
    const hasPassword = typed(new FormData(form.current), 'password') !== ''
    const now = hasPassword && more.includes('password') ? 'password' : first
    setOffer(now)
    if (page['submitted'] === undefined) return
    delete page['submitted']
    send(now)
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the config arrives
  }, [config])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (config === undefined) document.documentElement.dataset['submitted'] = ''
    else send(offer)
  }

  // Until the config is here the form stands, typable; most deployments keep it.
  const ways = config === undefined ? (['password'] as const) : signInsOf(config)
  const hasForm = ways.some((way) => way !== 'managed login')
  // On the next visit it is shown early only if the config leaves it where it is, and as it is.
  const stands = ways[0] === 'password'
  useLayoutEffect(() => {
    if (config !== undefined) noteForm(stands)
  }, [config, stands])
  const place = hasForm ? (ways[0] === 'managed login' ? 'first' : 'after') : 'alone'
  const managed =
    config?.domain !== undefined && ways.includes('managed login') ? (
      <ManagedLogin domain={config.domain} place={place} shared={shared} isShared={isShared} />
    ) : null

  return (
    <div className="mx-auto flex w-full max-w-sm flex-col gap-5 pt-4 in-data-[session=maybe]:invisible sm:pt-12">
      {notice(isShared)}
      <div className="flex flex-col gap-1">
        <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold tracking-[-0.02em]">
          <Trans>Sign in</Trans>
        </h1>
        <p className="text-muted">{t`See where you are signed in, and end it.`}</p>
      </div>
      {place === 'after' ? null : managed}
      {hasForm ? (
        <form ref={form} method="dialog" onSubmit={submit} className="flex flex-col gap-4 in-data-[form=none]:hidden">
          <TextField
            label={t`User name`}
            name="username"
            autoComplete="username"
            maxLength={128}
            autoCapitalize="none"
            defaultValue={before?.username}
          />
          {/* It stays where it is even when it is not asked for, so that nothing typed is lost. */}
          <div hidden={offer !== 'password'}>
            <TextField
              label={t`Password`}
              name="password"
              type="password"
              autoComplete="current-password"
              maxLength={256}
              required={offer === 'password'}
            />
          </div>
          <Checkbox
            ref={shared}
            name="memoryOnly"
            label={t`Shared computer`}
            hint={t`Nothing is kept on this device. Sign out before you reload or close the tab: that loses the session here, and does not end it.`}
            defaultChecked={before?.memoryOnly}
          />
          <SignInFailure signIn={signIn} isShared={isShared} />
          <Button
            type="submit"
            variant={place === 'first' ? 'secondary' : 'primary'}
            busy={signIn.busy && (offer === 'password' ? t`Signing in` : t`Asking Cognito`)}
            className="mt-1 w-full"
          >
            {offer === 'password' ? t`Sign in` : t`Continue`}
          </Button>
          {offers
            .filter((other) => other !== offer)
            .map((other, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- whoever has pressed one stays on it
              <Button key={at} variant="quiet" onClick={() => setOffer(other)}>
                {instead[other]}
              </Button>
            ))}
        </form>
      ) : null}
      {place === 'after' ? managed : null}
      {config?.demo && hasForm ? (
        <DemoPeople
          people={config.demo.people}
          busy={signIn.busy}
          onPick={({ username, password }) => {
            onBegin({ username, password, memoryOnly: isShared() })
          }}
        />
      ) : null}
    </div>
  )
}

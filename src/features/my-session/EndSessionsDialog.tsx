import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'

import { appName } from '../../lib/appName.ts'
import { tallyOf } from '../../lib/elsewhere.ts'
import { failureOf } from '../../lib/failure.ts'
import { endedWith, othersStillWork, type OwnTokens } from '../../lib/othersStillWorks.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { StillWorksRows } from '../../ui/StillWorksRows.tsx'
import { vault } from '../../vault/client.ts'
import type { EndedSession, ListedSession, SessionFacts, SessionToEnd } from '../../vault/protocol.ts'
import { deviceText } from '../../lib/sessionWords.ts'
import type { useEnding } from './useEnding.ts'

/** From this many on the name has to be typed (product.md, Confirmation). */
const typedFrom = 51

type EndSessionsDialogProps = {
  targets: readonly ListedSession[]
  /** Every other session that can be ended is among the targets. */
  all: boolean
  sessions: readonly ListedSession[]
  session: SessionFacts
  ending: ReturnType<typeof useEnding>
  now: () => Date
  onClose: () => void
  returnTo: () => HTMLElement | null
}

/** The confirmation for one session, several, or all the others. One stays open until Cognito has answered. */
export const EndSessionsDialog = (props: EndSessionsDialogProps) => {
  const { targets, all, sessions, session, ending, now, onClose, returnTo } = props
  const [only] = targets
  const count = targets.length
  const single = count === 1 ? only : undefined
  const ownSignIn = ownSignInOf(sessions)
  const link = single && linkOf(single, sessions)
  const [linked, setLinked] = useState(single?.kind === 'sso' && single.id !== ownSignIn && link !== undefined)

  const tally = ending.receipt && tallyOf(ending.receipt)
  const underWay = tally !== undefined && tally.waiting.length > 0
  const failed = single ? tally?.open[0] : undefined
  const close = () => {
    ending.clear()
    onClose()
  }

  // One is told here, whatever comes of it; several are told in the page, where they can be stopped.
  const done = ending.receipt !== undefined && (single === undefined || (!underWay && failed === undefined))
  const finish = useEffectEvent(onClose)
  useEffect(() => {
    if (done) finish()
  }, [done])

  const wanted = single ? [{ id: single.id, linked }] : targets.map((target) => toEnd(target, ownSignIn))
  const confirm = () => {
    if (ending.receipt && failed) ending.retry.mutate(ending.receipt.id)
    else ending.begin.mutate(wanted)
  }
  const failure = failureIn(ending, failed)
  return (
    <ConfirmDialog
      open
      onClose={close}
      title={titleOf(targets, all)}
      consequences={consequencesOf(targets, ownSignIn)}
      confirm={failure ? t`Try again` : plural(count, { one: 'Sign out', other: 'Sign out # sessions' })}
      busy={(ending.begin.isPending || underWay) && t`Signing out`}
      onConfirm={confirm}
      typed={count >= typedFrom ? { name: session.username, of: 'user' } : undefined}
      error={failure ? <FailureNotice failure={failure} /> : undefined}
      returnTo={returnTo}
      size="large"
    >
      {link ? (
        <Checkbox
          checked={linked}
          onChange={(event) => setLinked(event.target.checked)}
          label={link.label}
          hint={link.hint}
        />
      ) : null}
      <Preview targets={targets} wanted={wanted} sessions={sessions} session={session} now={now} />
    </ConfirmDialog>
  )
}

type PreviewProps = {
  targets: readonly ListedSession[]
  wanted: readonly SessionToEnd[]
  sessions: readonly ListedSession[]
  session: SessionFacts
  now: () => Date
}

const Preview = ({ targets, wanted, sessions, session, now }: PreviewProps) => {
  const linked = wanted.filter((one) => one.linked).map(({ id }) => id)
  const key = linked.join(' ')
  const lines = useMemo(() => {
    const ended = endedWith(targets, new Set(key === '' ? [] : key.split(' ')), sessions)
    const browsers = new Set(ended.filter(({ kind }) => kind === 'sso').map(({ id }) => id))
    const ownSignIn = ownSignInOf(sessions)
    const placed = ended.map((one) => ({ ...one, ofThisBrowser: isOf(ownSignIn, one) }))
    return othersStillWork(placed, ownTokens(session), browsers, now(), true)
  }, [key, targets, sessions, session, now])
  return <StillWorksRows lines={lines} overText={key === '' ? t`Ends at once` : t`Ends within seconds`} now={now} />
}

/** The browser's sign-in that this session came through. */
function ownSignInOf(sessions: readonly ListedSession[]): string | undefined {
  return sessions.find(({ here }) => here)?.cameThrough
}

/** Whether a session is that sign-in, or came through it. */
function isOf(signIn: string | undefined, { id, cameThrough }: ListedSession): boolean {
  return signIn !== undefined && (id === signIn || cameThrough === signIn)
}

/** What this session's tokens tell about those of others. */
function ownTokens({ clientId, tokens }: SessionFacts): OwnTokens {
  const spans = [tokens.access, tokens.id].map((span) => span.expiresAt.getTime() - span.issuedAt.getTime())
  return { clientId, tokenLifetimeMs: Math.max(...spans), identityPool: vault.config.identityPoolId !== undefined }
}

function failureIn(ending: ReturnType<typeof useEnding>, failed: EndedSession | undefined) {
  if (ending.begin.error) return failureOf(ending.begin.error, 'RevokeUserSession')
  return failed?.server.step === 'failed' ? failed.server.failure : undefined
}

/** A browser's sign-in takes along what came through it, unless this session is among it. */
function toEnd({ id, kind }: ListedSession, ownSignIn: string | undefined): SessionToEnd {
  return { id, linked: kind === 'sso' && id !== ownSignIn }
}

function linkOf(target: ListedSession, sessions: readonly ListedSession[]) {
  if (target.kind === 'token') {
    const parent = sessions.find(({ id }) => id === target.cameThrough)
    if (parent === undefined) return undefined
    return {
      label: t`And the sign-in it came through`,
      hint: isOf(ownSignInOf(sessions), parent)
        ? t`Otherwise this browser can sign it back in without a password. Other apps that came through it stay signed in.`
        : t`Otherwise that browser can sign it back in without a password. Other apps that came through it stay signed in.`,
    }
  }
  const children = sessions.filter(({ cameThrough }) => cameThrough === target.id)
  const count = children.length
  if (count === 0) return undefined
  const here = children.some((child) => child.here)
  return {
    label: plural(count, {
      one: 'And what came through it',
      other: 'And the # sessions that came through it',
    }),
    hint: here
      ? t`This session is one of them: you would be signed out here too.`
      : t`Otherwise the apps it signed in to stay signed in.`,
  }
}

function titleOf(targets: readonly ListedSession[], all: boolean) {
  const [only] = targets
  const count = targets.length
  if (count === 1 && only) {
    const device = deviceText(only.device).slice(0, 200)
    const app = appName(vault.config, only.clientId)
    return only.kind === 'sso' ? (
      <Trans>
        Sign out <bdi className="wrap-anywhere">{device}</bdi> from single sign-on?
      </Trans>
    ) : (
      <Trans>
        Sign out <bdi className="wrap-anywhere">{device}</bdi> from <bdi>{app}</bdi>?
      </Trans>
    )
  }
  return all
    ? plural(count, { one: 'Sign out # other session?', other: 'Sign out all # other sessions?' })
    : plural(count, { one: 'Sign out # session?', other: 'Sign out # sessions?' })
}

function consequencesOf(targets: readonly ListedSession[], ownSignIn: string | undefined): readonly string[] {
  const browsers = targets.filter(({ kind }) => kind === 'sso')
  const own = browsers.some(({ id }) => id === ownSignIn)
  if (targets.length === 1) {
    if (browsers.length === 0) return [t`Whoever uses it there has to sign in again. You stay signed in here.`]
    return [
      own
        ? t`This browser’s managed login asks for the password again. This session goes on.`
        : t`Managed login asks for the password again in that browser. You stay signed in here.`,
    ]
  }
  return [
    t`Whoever uses them there has to sign in again. You stay signed in here.`,
    ...(browsers.length > 0 ? [t`A browser’s single sign-on takes along the apps that came through it.`] : []),
  ]
}

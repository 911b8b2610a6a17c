import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'

import { idleMs } from '../../lib/limits.ts'
import { momentText } from '../../lib/time.ts'
import { Notice } from '../../ui/Notice.tsx'
import type { Ended, EndReason } from '../../vault/protocol.ts'

const idleMinutes = idleMs / 60_000

const words: Record<EndReason, { title: string; detail: string }> = {
  idle: {
    title: t`Signed out after ${plural(idleMinutes, { one: '# minute', other: '# minutes' })} without activity`,
    detail: t`Nothing was done in any tab, so Curfew ended the session.`,
  },
  'time limit': {
    title: t`Signed out after 8 hours`,
    detail: t`That is the longest a session may last here, so Curfew ended it.`,
  },
  'signed out in another tab': {
    title: t`Signed out in another tab`,
    detail: t`You signed out in another tab of this browser, so this one followed.`,
  },
  'signed out here': { title: t`Signed out`, detail: t`You signed out of this browser.` },
  revoked: {
    title: t`Signed out from elsewhere`,
    detail: t`This session was ended from another device of yours, or by an administrator.`,
  },
  'renewal refused': {
    title: t`The session could not be renewed`,
    detail: t`Cognito refuses its refresh token without saying that the session has ended, as it does once a device is forgotten. Cognito is told to end the session, too.`,
  },
  expired: { title: t`Your session has expired`, detail: t`It reached the end that the app client sets for it.` },
  'refresh token used twice': {
    title: t`This browser lost track of its session`,
    detail: t`Cognito refuses its refresh token as already replaced: an answer got lost on the way, or somebody else used it. The session itself may still live; sign in again and sign out everywhere to end it for certain.`,
  },
  'user disabled': { title: t`This account was disabled`, detail: t`An administrator has to enable it again.` },
  'user deleted': { title: t`This account was deleted`, detail: t`It no longer exists in the user pool.` },
  'password reset required': {
    title: t`A new password is required`,
    detail: t`An administrator requires one before this account can be used again. Cognito is told to end this browser’s session, too.`,
  },
  'not confirmed': {
    title: t`The account is not confirmed`,
    detail: t`Confirm it in the app where you signed up, with the code or the link that was sent for it. If nothing has arrived, ask an administrator, who can confirm it too.`,
  },
  'signed out by yourself': {
    title: t`You signed yourself out`,
    detail: t`What you did to your own account as an operator ended this session, too.`,
  },
  'disabled by yourself': {
    title: t`You disabled your own account`,
    detail: t`Another operator has to enable it before anybody can sign in with it.`,
  },
  'app client gone': {
    title: t`The app client no longer exists`,
    detail: t`The app client of this session, or its user pool, was deleted.`,
  },
}

/** Endings after which nobody can sign in as they were, before somebody else has done something about it. */
const final: ReadonlySet<EndReason> = new Set([
  'user disabled',
  'disabled by yourself',
  'user deleted',
  'not confirmed',
  'app client gone',
])

type EndedNoticeProps = {
  ended: Ended
  /** What more there is to say, or to open: the receipt. */
  actions?: ReactNode
  children?: ReactNode
}

export const EndedNotice = ({ ended, actions, children }: EndedNoticeProps) => {
  const { title, detail } = words[ended.reason]
  const at = momentText(ended.at)
  const name = ended.displayName
  return (
    <Notice kind="warn" role="alert" title={title} actions={actions}>
      <span>
        {detail}{' '}
        {name === undefined ? (
          t`Noticed at ${at}.`
        ) : (
          <Trans>
            Noticed at {at} for <bdi>{name}</bdi>.
          </Trans>
        )}{' '}
        {final.has(ended.reason) ? null : t`Sign in again to go on where you were.`}
      </span>
      {children}
    </Notice>
  )
}

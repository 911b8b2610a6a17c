import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'

import { fullText, momentText } from '../../lib/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Row } from '../../ui/Rows.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { vault } from '../../vault/client.ts'
import type { User } from '../../vault/protocol/users.ts'
import { accountMark, titleOf } from './userWords.ts'

export type UserLink = (username: string, text: ReactNode) => ReactNode

/** A cell shows so many characters of a text at least; of a longer one the pointer tells the whole. */
const shownWhole = 24

type UserRowProps = {
  user: User
  /** Whether the user is the operator. */
  isOwn: boolean
  picked: boolean
  onPick: (picked: boolean) => void
  userLink: UserLink
}

export const UserRow = ({ user, isOwn, picked, onPick, userLink }: UserRowProps) => {
  const { username, email, phone, createdAt } = user
  const title = titleOf(user)
  const name = title.slice(0, 120)
  const since = createdAt && momentText(createdAt, vault.now())
  const { mark, text } = accountMark(user)
  return (
    <Row
      title={
        <span className="flex min-w-0 items-start gap-3">
          <input
            type="checkbox"
            className="mt-0.5 size-4.5 shrink-0"
            aria-label={t`Select ${name}`}
            checked={picked}
            onChange={(event) => onPick(event.target.checked)}
          />
          {userLink(
            username,
            <bdi className="line-clamp-3 wrap-anywhere" title={whole(title)}>
              {title}
            </bdi>,
          )}
        </span>
      }
      badge={isOwn ? <Badge tone="lamp">{t`you`}</Badge> : undefined}
      detail={
        title === username ? null : (
          <bdi className="ml-7.5 line-clamp-2 font-mono text-[0.8125rem] wrap-anywhere" title={whole(username)}>
            {username}
          </bdi>
        )
      }
      cells={[
        <span key="reach" className="flex flex-col wrap-anywhere @max-[40rem]:pl-7.5">
          {email === undefined && phone === undefined ? <span className="text-muted">{t`No address`}</span> : null}
          {email === undefined ? null : (
            <bdi className="line-clamp-2" title={whole(email)}>
              {email}
            </bdi>
          )}
          {phone === undefined ? null : (
            <bdi className="line-clamp-2 text-sm text-muted" title={whole(phone)}>
              {phone}
            </bdi>
          )}
        </span>,
        createdAt === undefined ? (
          <span key="since" className="text-muted">
            <Trans>Age not known</Trans>
          </span>
        ) : (
          <time
            key="since"
            dateTime={createdAt.toISOString()}
            title={fullText(createdAt)}
            className="text-sm text-muted @max-[40rem]:pl-7.5"
          >
            <Trans>Since {since}</Trans>
          </time>
        ),
      ]}
      end={
        <span className="@max-[40rem]:pl-7.5">
          <StateMark state={mark}>{text}</StateMark>
        </span>
      }
      endBelow
    />
  )
}

function whole(text: string): string | undefined {
  return text.length > shownWhole ? text : undefined
}

import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import {
  activeText,
  deviceIcon,
  deviceText,
  type Placed,
  placeText,
  type SessionShown,
  startedText,
} from '../lib/sessionWords.ts'
import { fullText, momentText } from '../lib/time.ts'
import { Badge } from './Badge.tsx'
import { Button } from './Button.tsx'
import { Checkbox } from './Checkbox.tsx'
import { Row } from './Rows.tsx'
import { StateMark } from './StateMark.tsx'

type SessionRowProps = {
  placed: Placed
  /** The app's name, by its client id. */
  app: string
  /** The browser's sign-in that this session came through. */
  ownSignIn: boolean
  now: Date
  /** While several are being picked: whether this one is. */
  picked: boolean | undefined
  onPick: (picked: boolean) => void
  /** Absent where it is ended in another way. */
  onEnd: (() => void) | undefined
  /** Why it cannot be ended. */
  blocked?: string | undefined
}

/** A session as one row of a list: what it is, where, since when, and the way to end it. */
export const SessionRow = ({ placed, app, ownSignIn, now, picked, onPick, onEnd, blocked }: SessionRowProps) => {
  const { session, under } = placed
  const name = deviceText(session.device)
  const stands = onEnd && standsText(session, now)
  return (
    <Row
      icon={under ? undefined : deviceIcon(session.device)}
      branch={under !== undefined}
      title={
        <h3 className="line-clamp-3 wrap-anywhere" title={name.length > 80 ? name : undefined}>
          {under ? <bdi>{app}</bdi> : <bdi>{name}</bdi>}
        </h3>
      }
      badge={badgeOf(session, ownSignIn)}
      detail={
        <>
          <span className="wrap-anywhere">{detailOf(placed, app, name, now)}</span>
          {stands === undefined ? null : <span className="block text-ink">{stands}</span>}
        </>
      }
      cells={[
        <span
          key="place"
          className="flex flex-col wrap-anywhere @max-[40rem]:flex-row @max-[40rem]:flex-wrap @max-[40rem]:gap-x-2"
        >
          <bdi className="line-clamp-2">{placeText(session)}</bdi>
          {session.address === undefined ? null : (
            <span className="font-mono text-[0.8125rem] text-muted" dir="ltr">
              {session.address}
            </span>
          )}
        </span>,
        <Activity key="active" session={session} now={now} />,
      ]}
      end={
        <End
          session={session}
          name={under ? `${app}, ${name}` : name}
          picked={picked}
          onPick={onPick}
          onEnd={onEnd}
          blocked={blocked}
        />
      }
    />
  )
}

function badgeOf({ here }: SessionShown, ownSignIn: boolean) {
  if (here) return <Badge tone="lamp">{t`this session`}</Badge>
  return ownSignIn ? <Badge>{t`this browser`}</Badge> : undefined
}

function detailOf({ session, under, children }: Placed, app: string, name: string, now: Date) {
  const started = startedText(session.startedAt, now)
  if (session.kind === 'sso') {
    const apps =
      children === 0
        ? t`no app signed in through it now`
        : plural(children, { one: '# app through it', other: '# apps through it' })
    return [t`Single sign-on in a browser`, apps, started].join(' · ')
  }
  if (under) {
    return (
      <>
        <span className="sr-only">{t`Through the sign-in above`}, </span>
        <bdi>{name}</bdi> · {started}
      </>
    )
  }
  return (
    <>
      {session.cameThrough === undefined ? (
        <bdi>{app}</bdi>
      ) : (
        <Trans>
          <bdi>{app}</bdi>, through single sign-on
        </Trans>
      )}{' '}
      · {started}
    </>
  )
}

type ActivityProps = { session: SessionShown; now: Date }

const Activity = ({ session, now }: ActivityProps) => {
  const { lastActiveAt, here } = session
  if (lastActiveAt === undefined) return <span className="text-muted">{t`Activity not known`}</span>
  return (
    <time dateTime={lastActiveAt.toISOString()} title={fullText(lastActiveAt)} className="@max-[40rem]:text-muted">
      {here ? t`Active now` : activeText(lastActiveAt, now)}
    </time>
  )
}

type EndProps = {
  session: SessionShown
  name: string
  picked: boolean | undefined
  onPick: (picked: boolean) => void
  onEnd: (() => void) | undefined
  blocked: string | undefined
}

/** Where a session stands that was asked to end, and can be asked again. */
function standsText({ ending }: SessionShown, now: Date): string | undefined {
  if (ending === undefined) return undefined
  const { state, since } = ending
  const moment = momentText(since, now)
  if (state === 'still listed') return t`Accepted ${moment}, still listed`
  if (state === 'not told yet') return t`Signed out ${moment}, Cognito has not confirmed it yet`
  return state === 'not answered' ? t`Asked ${moment}, no answer arrived` : undefined
}

const End = ({ session, name, picked, onPick, onEnd, blocked }: EndProps) => {
  const { ending } = session
  if (onEnd === undefined) return null
  const short = name.slice(0, 120)
  if (ending?.state === 'accepted') return <StateMark state="ending">{t`Ending`}</StateMark>
  if (picked !== undefined) {
    return (
      <Checkbox
        checked={picked}
        onChange={(event) => onPick(event.target.checked)}
        label={
          <>
            {t`Select`}
            <span className="sr-only"> {short}</span>
          </>
        }
      />
    )
  }
  return (
    <Button
      size="small"
      busy={ending?.state === 'asked' && t`Signing out`}
      blocked={blocked}
      reason="tip"
      onClick={onEnd}
    >
      {ending?.state === 'still listed' ? t`Sign out again` : t`Sign out`}
      <span className="sr-only"> {short}</span>
    </Button>
  )
}

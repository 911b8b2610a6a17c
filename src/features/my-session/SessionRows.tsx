import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { appName } from '../../lib/appName.ts'
import { told } from '../../lib/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { withOne } from '../../ui/PickSeveral.tsx'
import { Rows } from '../../ui/Rows.tsx'
import { useNow } from '../../ui/useNow.ts'
import { vault } from '../../vault/client.ts'
import type { ListedSession, SessionList } from '../../vault/protocol.ts'
import { SessionRow } from '../../ui/SessionRow.tsx'
import { isMissing } from './sessionQueries.ts'
import { inTree, othersOf } from '../../lib/sessionWords.ts'
import { onCognito } from '../../lib/time.ts'

type SessionRowsProps = {
  list: Extract<SessionList, { state: 'tracked' }>
  /** Cognito's time, as its list tells it. */
  now: () => Date
  /** What this machine's clock is behind Cognito's, in milliseconds. */
  skewMs: number
  picked: ReadonlySet<string> | undefined
  onPick: (picked: ReadonlySet<string>) => void
  onEnd: (target: ListedSession) => void
  onReadAgain: () => void
}

export const SessionRows = ({ list, now, skewMs, picked, onPick, onEnd, onReadAgain }: SessionRowsProps) => {
  const moment = useNow(now, 10_000)
  const { sessions, missing } = list
  const title = missing && told(missing).title
  const own = sessions.find(({ here }) => here)
  const pickable = new Set(othersOf(sessions).map(({ id }) => id))
  return (
    <>
      {title === undefined ? null : (
        <Notice
          kind="warn"
          role="alert"
          title={t`A part of the list is missing`}
          actions={
            <Button size="small" onClick={onReadAgain}>
              <Trans>Read again</Trans>
            </Button>
          }
        >
          {t`${title}. These are the sessions that could be read; there are more.`}
        </Notice>
      )}
      {sessions.length > 0 ? (
        <Rows cells={2} label={t`Your sessions`}>
          {inTree(sessions).map((placed) => {
            const { id, clientId, here } = placed.session
            return (
              <SessionRow
                key={id}
                placed={{ ...placed, session: onOneClock(placed.session, skewMs) }}
                app={appName(vault.config, clientId)}
                ownSignIn={id === own?.cameThrough}
                now={moment}
                picked={picked && pickable.has(id) ? picked.has(id) : undefined}
                onPick={(wanted) => onPick(withOne(picked ?? new Set(), id, wanted))}
                onEnd={here ? undefined : () => onEnd(placed.session)}
              />
            )
          })}
        </Rows>
      ) : null}
      {isMissing(list) ? (
        <p className="text-sm text-muted">
          {sessions.length === 0
            ? t`This session is not on the list, and no other is. Cognito lists a new one within a few seconds, and one that began before sessions were tracked never.`
            : t`This session is not on the list. Cognito lists a new one within a few seconds, and one that began before sessions were tracked never.`}
        </p>
      ) : sessions.length === 1 && missing === undefined ? (
        <p className="text-sm text-muted">{t`Cognito lists no other session. One that began before sessions were tracked is never listed.`}</p>
      ) : null}
    </>
  )
}

/** A session with all its times on Cognito's clock: when it was asked to end was noted on this machine's. */
function onOneClock(session: ListedSession, skewMs: number): ListedSession {
  const { ending } = session
  return ending === undefined ? session : { ...session, ending: { ...ending, since: onCognito(ending.since, skewMs) } }
}

import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { isLost, tallyOf } from '../../lib/elsewhere.ts'
import { stillListedText, tryAgainText } from '../../lib/elsewhereWords.ts'
import { detailsOf } from '../../lib/details.ts'
import { told } from '../../lib/words.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureDetails } from '../../ui/FailureDetails.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { EndedSession, ElsewhereReceipt } from '../../vault/protocol.ts'
import { numberText } from '../../lib/numbers.ts'
import { deviceText } from '../../lib/sessionWords.ts'

type EndingReportProps = {
  receipt: ElsewhereReceipt
  onStop: () => void
  stopping: boolean
  onRetry: () => void
  onReceipt: () => void
}

/** How far it has come, and at its end what came of each: the rest can be tried again, and nothing else. */
export const EndingReport = ({ receipt, onStop, stopping, onRetry, onReceipt }: EndingReportProps) => {
  const { total, ended, waiting, open } = tallyOf(receipt)
  const done = numberText(ended.length)
  const all = numberText(total)
  const others = open.length
  const toReceipt = (
    <Button size="small" onClick={onReceipt}>
      <Trans>Show receipt</Trans>
    </Button>
  )
  if (waiting.length > 0) {
    return (
      <Notice
        title={total === 1 ? t`Signing out` : t`Signing out ${done} of ${all}`}
        actions={
          total === 1 ? undefined : (
            <Button size="small" busy={stopping && t`Stopping`} onClick={onStop}>
              <Trans>Stop</Trans>
            </Button>
          )
        }
      >
        <progress
          className="h-1.5 w-64 max-w-full"
          aria-label={t`Sessions signed out`}
          value={total - waiting.length}
          max={total}
        />
      </Notice>
    )
  }
  if (others === 0) {
    return (
      <Notice kind={isSeen(ended) ? 'success' : undefined} title={endedTitle(ended)} actions={toReceipt}>
        {listWords(ended)}
      </Notice>
    )
  }
  return (
    <Notice
      kind={ended.length === 0 && !open.every((session) => isLost(session)) ? 'danger' : 'warn'}
      role="alert"
      title={openTitle(ended, total, open)}
      actions={
        <>
          <Button size="small" variant="primary" onClick={onRetry}>
            {tryAgainText(others, ended.length)}
          </Button>
          {toReceipt}
        </>
      }
    >
      <ul className="flex flex-col gap-1">
        {open.map((session) => (
          <li key={session.id} className="wrap-anywhere">
            <bdi className="line-clamp-2 font-medium">{deviceText(session.device)}</bdi> {whyNot(session)}
            {session.server.step === 'failed' ? (
              <FailureDetails
                details={detailsOf(session.server.failure)}
                of={deviceText(session.device).slice(0, 120)}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** Whether the list has agreed of every one. */
function isSeen(ended: readonly EndedSession[]): boolean {
  return ended.every(({ list }) => list.state === 'no longer listed')
}

/** `Firefox 153 on Windows signed out`, `3 sessions signed out`; where the list has not agreed, what Cognito accepted. */
function endedTitle(ended: readonly EndedSession[]): string {
  const [only] = ended
  const count = ended.length
  if (count === 1 && only) {
    const device = deviceText(only.device).slice(0, 80)
    return isSeen(ended) ? t`${device} signed out` : t`Cognito accepted the sign-out of ${device}`
  }
  return isSeen(ended)
    ? plural(count, { one: '# session signed out', other: '# sessions signed out' })
    : plural(count, {
        one: 'Cognito accepted the sign-out of # session',
        other: 'Cognito accepted the sign-out of # sessions',
      })
}

function openTitle(ended: readonly EndedSession[], total: number, open: readonly EndedSession[]): string {
  const done = numberText(ended.length)
  if (open.some((session) => isLost(session))) {
    return plural(total, {
      one: `${done} of # session signed out, as far as is known`,
      other: `${done} of # sessions signed out, as far as is known`,
    })
  }
  if (isSeen(ended)) {
    return plural(total, { one: `${done} of # session signed out`, other: `${done} of # sessions signed out` })
  }
  return plural(total, {
    one: `Cognito accepted the sign-out of ${done} of # session`,
    other: `Cognito accepted the sign-out of ${done} of # sessions`,
  })
}

function listWords(ended: readonly EndedSession[]): string {
  if (ended.some(({ list }) => list.state === 'still listed')) {
    return t`Cognito accepted it, but still lists what it ended. Read the list again in a while.`
  }
  if (ended.some(({ list }) => list.state === 'not known')) {
    return t`Cognito accepted it. Whether its list agrees is not known: it could not be read.`
  }
  if (ended.some(({ list }) => list.state === 'waiting')) return t`Cognito accepted it; its list takes a few seconds.`
  return ended.some((session) => isLost(session))
    ? t`An answer of Cognito’s was lost, and it no longer lists what was ended.`
    : t`Cognito accepted it, and no longer lists what was ended.`
}

function whyNot(session: EndedSession): string {
  const { server, list } = session
  if (isLost(session) && list.state === 'still listed') return stillListedText(list.looks)
  if (server.step === 'failed') {
    const { title, detail } = told(server.failure)
    return `${title}. ${detail}`
  }
  if (server.step !== 'not tried') return ''
  switch (server.why) {
    case 'stopped':
      return t`Not tried: you stopped. It was not asked to end.`
    case 'no connection':
      return t`Not tried: the connection failed before. It was not asked to end.`
    case 'this session ended':
      return t`Not tried: this session has ended meanwhile. It was not asked to end.`
    default:
      return server.why satisfies never
  }
}

type EndedStatusProps = { receipt: ElsewhereReceipt | undefined }

/** The end of it, said once; what is on the way is for the eye. A failure speaks for itself. */
export const EndedStatus = ({ receipt }: EndedStatusProps) => {
  const tally = receipt && tallyOf(receipt)
  const said =
    tally && tally.waiting.length === 0 && tally.open.length === 0
      ? `${endedTitle(tally.ended)}. ${listWords(tally.ended)}`
      : ''
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}

import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'

import { mostInBrowser, signOutPace } from '../../jobs/bulkSignOut.ts'
import { numberText } from '../../lib/numbers.ts'
import { durationText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PaceField } from './PaceField.tsx'
import { RunOnAws } from './RunOnAws.tsx'

type TooManyProps = {
  poolId: string
  whom: string
  /** About how many; exactly, where a list names them. */
  count: number
  /** The names of a list; of a whole pool nobody has been read yet. */
  names: readonly string[] | undefined
  operator: string
  /** Reads them in this browser all the same; not offered for a list, which has been read. */
  onCount: (() => void) | undefined
  onAgain: () => void
}

/** More users than a browser should deal with: known before any of them has been read. */
export const TooMany = ({ poolId, whom, count, names, operator, onCount, onAgain }: TooManyProps) => {
  const [pace, setPace] = useState<number>(signOutPace.usual)
  const most = numberText(mostInBrowser)
  const duration = durationText((count / pace) * 1_000)
  return (
    <>
      <Panel
        title={
          names === undefined
            ? plural(count, {
                one: 'About # user: too many for a browser',
                other: 'About # users: too many for a browser',
              })
            : plural(count, { one: '# user: too many for a browser', other: '# users: too many for a browser' })
        }
        aside={<bdi className="wrap-anywhere">{whom}</bdi>}
      >
        <div className="flex flex-col items-start gap-4">
          <p className="max-w-prose text-sm">
            <Trans>
              A job in a browser is for up to {most} users. At {pace} a second this one takes {duration}: run it on AWS,
              or choose fewer. Each user counts as active this month, which AWS may bill.
            </Trans>
          </p>
          <PaceField pace={pace} onPace={setPace} />
          <div className="flex flex-wrap items-start gap-2">
            <Button onClick={onAgain}>{t`Choose others`}</Button>
            {onCount === undefined ? null : <Button onClick={onCount}>{t`Count them all the same`}</Button>}
          </div>
        </div>
      </Panel>
      <RunOnAws isOnlyWay poolId={poolId} pace={pace} usernames={names} operator={operator} />
    </>
  )
}

import { t } from '@lingui/core/macro'
import { numberText } from '../../lib/numbers.ts'
import { Trans } from '@lingui/react/macro'
import { type BadLine, longestName } from '../../jobs/listText.ts'
import type { Gathered, ListDetails } from '../../jobs/signOutList.ts'
import { told } from '../../lib/words.ts'
import { Details } from '../../ui/Details.tsx'
import { Notice } from '../../ui/Notice.tsx'

/** Of each kind so many are named; of more there is a count. */
const mostNamed = 100
/** So many lines are in sight; the others are one click away. */
const inSight = 5

const flaws: Readonly<Record<BadLine['why'], string>> = {
  'too long': t`is longer than a user name can be (${longestName} characters)`,
  'not a name': 'is no user name: one has no spaces and no hidden characters',
  'nothing in the first column': 'has nothing in the first column',
  'a quotation that never ends': 'begins with a quotation mark that is not closed',
}

type NotMeantProps = { found: Gathered; lines: ListDetails['lines'] }

/** What of a list names nobody. Nothing is left out without a word. */
export const NotMeant = ({ found, lines }: NotMeantProps) => {
  const { shared, refused } = found
  const bad = lines?.bad ?? []
  const badCount = lines?.badCount ?? 0
  const all = [
    ...bad.map(({ line, text, why }) => ({
      key: t`line ${line}`,
      text: (
        <>
          {t`Line `}
          {line}: {text === '' ? t`it` : <bdi className="font-mono wrap-anywhere">{text}</bdi>} {flaws[why]}
        </>
      ),
    })),
    ...shared.slice(0, mostNamed).map((text) => ({
      key: t`shared ${text}`,
      text: (
        <>
          <bdi className="font-mono wrap-anywhere">{text}</bdi>
          {t` belongs to several users, so it names none`}
        </>
      ),
    })),
    ...refused.slice(0, mostNamed).map(({ n, target, failure }) => ({
      key: t`refused ${n}`,
      text: (
        <>
          {target.of === 'look up' ? (
            <bdi className="font-mono wrap-anywhere">{target.text}</bdi>
          ) : (
            t`A part of the users`
          )}{' '}
          {t`could not be looked up`}
          {failure === undefined ? '' : `: ${told(failure).title}`}
        </>
      ),
    })),
  ]
  if (all.length === 0) return null
  const more = badCount + shared.length + refused.length - all.length
  return (
    <Notice kind="warn" title={t`Not everything on the list names a user`}>
      <Lines lines={all.slice(0, inSight)} />
      {all.length > inSight ? (
        <Details summary={t`${numberText(all.length - inSight + more)} more`}>
          <Lines lines={all.slice(inSight)} />
          {more > 0 ? (
            <p>
              <Trans>And {numberText(more)} further lines of the same kinds.</Trans>
            </p>
          ) : null}
        </Details>
      ) : null}
    </Notice>
  )
}

type LinesProps = { lines: readonly { key: string; text: React.ReactNode }[] }

const Lines = ({ lines }: LinesProps) => (
  <ul className="flex list-disc flex-col gap-1 pl-4">
    {lines.map(({ key, text }) => (
      <li key={key}>{text}</li>
    ))}
  </ul>
)

import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'

import { numberText } from '../../lib/numbers.ts'
import { type BadLine, longestName } from '../../jobs/listText.ts'
import type { Gathered, ListDetails } from '../../jobs/signOutList.ts'
import { told } from '../../lib/words.ts'
import { Details } from '../../ui/Details.tsx'
import { Notice } from '../../ui/Notice.tsx'

/** Of each kind so many are named; of more there is a count. */
const mostNamed = 100
/** So many lines are in sight; the others are one click away. */
const inSight = 5

type NotMeantProps = { found: Gathered; lines: ListDetails['lines'] }

/** What of a list names nobody. Nothing is left out without a word. */
export const NotMeant = ({ found, lines }: NotMeantProps) => {
  const { shared, refused } = found
  const bad = lines?.bad ?? []
  const badCount = lines?.badCount ?? 0
  const all = [
    ...bad.map((one) => ({ key: `line ${one.line}`, text: <Flaw {...one} /> })),
    ...shared.slice(0, mostNamed).map((text) => ({ key: `shared ${text}`, text: <Shared text={text} /> })),
    ...refused.slice(0, mostNamed).map(({ n, target, failure }) => ({
      key: `refused ${n}`,
      text: (
        <>
          <Refused text={target.of === 'look up' ? target.text : undefined} />
          {failure === undefined ? '' : `: ${told(failure).title}`}
        </>
      ),
    })),
  ]
  if (all.length === 0) return null
  const more = badCount + shared.length + refused.length - all.length
  const hidden = numberText(all.length - inSight + more)
  return (
    <Notice kind="warn" title={t`Not everything on the list names a user`}>
      <Lines lines={all.slice(0, inSight)} />
      {all.length > inSight ? (
        <Details summary={t`${hidden} more`}>
          <Lines lines={all.slice(inSight)} />
          {more > 0 ? (
            <p>
              {plural(more, {
                one: 'And # further line of the same kinds.',
                other: 'And # further lines of the same kinds.',
              })}
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

/** What is wrong with a line. It may begin with nothing that could be shown. */
const Flaw = ({ line, text, why }: BadLine) => {
  const name = listed(text)
  switch (why) {
    case 'too long':
      return (
        <Trans>
          Line {line}: {name} is longer than a user name can be ({longestName} characters)
        </Trans>
      )
    case 'not a name':
      return (
        <Trans>
          Line {line}: {name} is no user name: one has no spaces and no hidden characters
        </Trans>
      )
    case 'nothing in the first column':
      return <Trans>Line {line}: it has nothing in the first column</Trans>
    case 'a quotation that never ends':
      return text === '' ? (
        <Trans>Line {line}: it begins with a quotation mark that is not closed</Trans>
      ) : (
        <Trans>
          Line {line}: {name} begins with a quotation mark that is not closed
        </Trans>
      )
    default:
      return why satisfies never
  }
}

const Shared = ({ text }: { text: string }) => {
  const name = listed(text)
  return <Trans>{name} belongs to several users, so it names none</Trans>
}

const Refused = ({ text }: { text: string | undefined }) => {
  if (text === undefined) return <Trans>A part of the users could not be looked up</Trans>
  const name = listed(text)
  return <Trans>{name} could not be looked up</Trans>
}

/** What a list says. As an element it cannot be taken for the markup of its sentence. */
const listed = (text: string) => <bdi className="font-mono wrap-anywhere">{text}</bdi>

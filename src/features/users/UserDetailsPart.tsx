import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'

import { failureOf } from '../../lib/failure.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ReadAgain } from '../../ui/ReadAgain.tsx'
import { Section } from '../../ui/Section.tsx'
import { detailsQuery } from './queries.ts'

type UserDetailsPartProps = { poolId: string; username: string }

/** Everything the pool keeps of a user. Reading it has a price, so it is said first and read only when it is asked for. */
export const UserDetailsPart = ({ poolId, username }: UserDetailsPartProps) => {
  const details = useQuery({ ...detailsQuery(poolId, username), enabled: false })
  const { data } = details
  return (
    <Section
      title={t`Details`}
      hint={
        data ? (
          <ReadAgain
            of={t`Every attribute, as text`}
            at={data.at}
            reading={details.isFetching}
            onRead={() => void details.refetch()}
          />
        ) : undefined
      }
    >
      {details.error ? (
        <FailureNotice
          failure={failureOf(details.error, 'AdminGetUser')}
          role="alert"
          stale={data !== undefined}
          onRetry={() => void details.refetch()}
        />
      ) : null}
      {data ? (
        <Panel flush>
          <dl className="grid text-sm sm:grid-cols-[minmax(8rem,1fr)_minmax(0,3fr)]">
            {[...data.attributes, factorsOf(data.factors)].map(({ name, value }, at) => (
              <div key={name} className="contents">
                <dt
                  className={`px-6 pt-3 font-mono text-muted wrap-anywhere max-sm:px-4 sm:pb-3 ${at > 0 ? 'border-t border-line' : ''}`}
                >
                  <bdi>{name}</bdi>
                </dt>
                <dd
                  className={`max-h-64 overflow-auto px-6 pb-3 whitespace-pre-wrap wrap-anywhere max-sm:px-4 sm:pt-3 ${at > 0 ? 'sm:border-t sm:border-line' : ''}`}
                >
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </Panel>
      ) : (
        <Panel>
          <p className="text-sm text-muted">
            <Trans>
              Reading a user’s details counts the user as active this month, which AWS may bill. Looking at the list, at
              sessions and at devices does not.
            </Trans>
          </p>
          <Button className="mt-3" busy={details.isFetching && t`Reading`} onClick={() => void details.refetch()}>
            <Trans>Read details</Trans>
          </Button>
        </Panel>
      )}
    </Section>
  )
}

function factorsOf(factors: readonly string[]) {
  return {
    name: t`Second factors`,
    value: factors.length === 0 ? t({ message: 'None', context: 'second factors' }) : factors.join(', '),
  }
}

import { t } from '@lingui/core/macro'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'

import { browserJobs } from '../../jobs/browserJobs.ts'
import { mostInBrowser, type SignOutDetails } from '../../jobs/bulkSignOut.ts'
import { starterOf } from '../../jobs/signedInHere.ts'
import { type ListDetails, othersThan, type Starter } from '../../jobs/signOutList.ts'
import { type SignOutSource, type Whom, whomOf } from '../../jobs/source.ts'
import { isProduction } from '../../lib/deployment.ts'
import { failureOf } from '../../lib/failure.ts'
import { blockedBy } from '../../lib/iam.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { SkewNotice } from '../../ui/SkewNotice.tsx'
import { useStale } from '../../ui/useStale.ts'
import { vault } from '../../vault/client.ts'
import type { SessionFacts } from '../../vault/protocol.ts'
import { ChooseWhom } from './ChooseWhom.tsx'
import { Counting } from './Counting.tsx'
import { DryRun } from './DryRun.tsx'
import { works } from './jobsHere.ts'
import { capital } from './jobText.ts'
import { whomText } from './searchWords.ts'
import { TooMany } from './TooMany.tsx'
import { useListing } from './useListing.ts'

type NewJobPageProps = {
  session: SessionFacts
  source: SignOutSource | undefined
  /** Whether the place in the history is that of whom somebody has chosen here, and not of the choice. */
  hasChosen: boolean
  onChosen: () => void
  /** Back to the choice. */
  onBack: () => void
  /** The way to a fresh sign-in, where one is wanted. */
  signInAgain: ReactNode
  onStarted: (jobId: string) => void
}
type Wanted = { source: SignOutSource; details: ListDetails; whom: Whom; tooMany?: Size }

/** From whom is meant to a job: choose, count, look, confirm. */
export const NewJobPage = (props: NewJobPageProps) => {
  const { session, source, hasChosen, onChosen, onBack, signInAgain, onStarted } = props
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  const [wanted, setWanted] = useState<Wanted>()
  const [hasForm, setHasForm] = useState(source === undefined)
  const { found, count, drop, ...counted } = useListing()
  const denied = blockedBy(access, 'cognito-idp:AdminUserGlobalSignOut')
  const stale = useStale(session, 'start')

  const choose = async (of: SignOutSource, listedName?: string) => {
    countAll.reset()
    // Asked anew each time: production is told by the name, and a large pool by its size.
    const pool = await poolOf(of.poolId, listedName)
    const next = { source: of, details: detailsOf(of, pool.name, starterOf(session)), whom: whomOf(of) }
    const size = sizeOf(of, next.details.by, pool.userCount)
    if (size.count > mostInBrowser) {
      setWanted({ ...next, tooMany: size })
      return
    }
    await count(of, next.details)
    setWanted(next)
  }
  const given = useMutation({
    mutationFn: async (of: SignOutSource) => choose(of),
    meta: { operation: 'Jobs', failure: 'in place' },
  })
  const takeGiven = useEffectEvent(() => {
    if (source !== undefined) given.mutate(source)
  })
  useEffect(() => takeGiven(), [])
  const countAll = useMutation({
    mutationFn: async ({ tooMany: _tooMany, ...all }: Wanted) => {
      await count(all.source, all.details)
      setWanted(all)
    },
    meta: { operation: 'Jobs', failure: 'in place' },
  })
  const notBegun = given.error ?? (wanted && countAll.error)
  const again = () => {
    setHasForm(true)
    setWanted(undefined)
    drop()
  }

  // Back in the history leads to the choice, as the button does.
  const [hadChosen, setHadChosen] = useState(hasChosen)
  if (hadChosen !== hasChosen) {
    setHadChosen(hasChosen)
    if (!hasChosen) again()
  }
  const chooseOthers = () => {
    // At once, and not as the history has come back: a second press would lead off the page.
    again()
    if (hasChosen) onBack()
  }

  const start = useMutation({
    mutationFn: async (pace: number) => {
      if (wanted === undefined || found === undefined) return undefined
      const { poolId, poolName, by } = wanted.details
      const jobs = await browserJobs()
      const details: SignOutDetails = { poolId, poolName, whom: wanted.whom, by, signedInAt: session.signedInAt }
      const targets = found.users.map(({ username, who }) => (who === undefined ? { username } : { username, who }))
      return jobs.start(works.signOut, details, targets, pace)
    },
    onSuccess: (id) => {
      if (id !== undefined) onStarted(id)
    },
    meta: { operation: 'Jobs', failure: 'in place' },
  })
  return (
    <>
      <PageHeader
        title={t`New job`}
        subtitle={t`Sign many users out everywhere. First you see who is meant.`}
        actions={signInAgain}
      />
      <SkewNotice skewMs={session.skewMs} />
      {notBegun ? <FailureNotice failure={failureOf(notBegun, 'Jobs')} role="alert" /> : null}
      {wanted === undefined && given.isPending ? (
        <Panel>
          <Skeleton label={t`Looking up the pool`} />
        </Panel>
      ) : null}
      {hasForm || given.isError ? (
        // What was chosen, typed and read is still there for whoever comes back to it.
        <div hidden={wanted !== undefined}>
          <ChooseWhom poolId={session.poolId} blocked={denied} onChoose={choose} onChosen={onChosen} />
        </div>
      ) : null}
      {wanted?.tooMany ? (
        <TooMany
          poolId={wanted.details.poolId}
          whom={capital(whomText(wanted.whom))}
          count={wanted.tooMany.count}
          names={wanted.tooMany.names}
          operator={session.username}
          onCount={wanted.tooMany.names === undefined ? () => countAll.mutate(wanted) : undefined}
          onAgain={chooseOthers}
        />
      ) : null}
      {wanted && !wanted.tooMany && !found ? (
        <Counting {...counted} whom={capital(whomText(wanted.whom))} onStop={chooseOthers} />
      ) : null}
      {wanted && !wanted.tooMany && found ? (
        <DryRun
          details={wanted.details}
          whom={capital(whomText(wanted.whom))}
          found={found}
          blocked={denied ?? stale}
          production={isProduction(vault.config, wanted.details.poolName, wanted.details.poolId, access.accountId)}
          starting={start.isPending || start.isSuccess}
          failure={start.error ? failureOf(start.error, 'Jobs') : undefined}
          onStart={(pace) => start.mutate(pace)}
          onAgain={chooseOthers}
        />
      ) : null}
    </>
  )
}

/** How many a source is for, as far as that is known before anybody is read: of a list, who they are. */
type Size = { count: number; names?: readonly string[] }

function sizeOf(source: SignOutSource, by: Starter, inPool: number): Size {
  if (source.of === 'pool') return { count: inPool }
  if (source.of !== 'list') return { count: 0 }
  const names = othersThan(by, source.poolId, source.list.names)
  return { count: names.length, names }
}

/** What a pool is called, and about how many are in it. */
async function poolOf(poolId: string, listedName: string | undefined): Promise<{ name: string; userCount: number }> {
  try {
    const { name, userCount = 0 } = await vault.ask('poolSettings', { poolId })
    return { name, userCount }
  } catch {
    // Whoever may not ask for the pool's settings counts its users instead; the deployment knows its own pool's name.
    const { userPoolId, name } = vault.config
    return { name: listedName ?? (poolId === userPoolId ? name : undefined) ?? poolId, userCount: 0 }
  }
}

function detailsOf(source: SignOutSource, poolName: string, by: Starter): ListDetails {
  const { poolId } = source
  if (source.of === 'list') {
    const { merged, bad, badCount } = source.list
    return { poolId, poolName, by, source: { of: 'list', poolId }, lines: { merged, bad, badCount } }
  }
  return { poolId, poolName, by, source: source.of === 'selection' ? { of: 'selection', poolId } : source }
}

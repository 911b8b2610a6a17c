import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'

import { browserJobs } from '../../jobs/browserJobs.ts'
import { gathered, type ListDetails, listPace, stepsOf } from '../../jobs/signOutList.ts'
import type { SignOutSource } from '../../jobs/source.ts'
import { useJob, works } from './jobsHere.ts'

type Listing = { id: string; details: ListDetails }

/**
 * Finds out who is meant, one source at a time. What was found is of no use once the page has been left, and holds names:
 * it is forgotten then.
 */
export function useListing() {
  const [listing, setListing] = useState<Listing>()
  const lives = useRef(true)
  useEffect(() => {
    lives.current = true
    return () => {
      lives.current = false
    }
  }, [])
  const id = listing?.id
  useEffect(() => {
    if (id === undefined) return undefined
    return () => forget(id)
  }, [id])
  const { job, stuck } = useJob(id).data ?? {}
  const { data: items } = useQuery({
    queryKey: ['job list', id],
    enabled: job?.status === 'finished',
    queryFn: async () => (await browserJobs()).items(id ?? ''),
    gcTime: 0,
  })
  const found = useMemo(() => listing && items && gathered(items, listing.details), [listing, items])
  return {
    job,
    stuck,
    found,
    /** Begins to count; rejects where that cannot be written. */
    count: async (source: SignOutSource, details: ListDetails): Promise<void> => {
      const jobs = await browserJobs()
      const begun = await jobs.start(works.list, details, stepsOf(source), listPace)
      if (lives.current) setListing({ id: begun, details })
      else forget(begun)
    },
    drop: () => setListing(undefined),
  }
}

function forget(id: string): void {
  void browserJobs().then(
    async (jobs) => jobs.remove(id),
    () => undefined,
  )
}

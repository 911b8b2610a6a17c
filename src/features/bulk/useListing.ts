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
  return {
    ...useCounted(listing),
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

/** How far a listing is, and who was found in the end. */
export function useCounted(listing: Listing | undefined) {
  const id = listing?.id
  const counted = useJob(id)
  const { job, stuck } = counted.data ?? {}
  const list = useQuery({
    queryKey: ['job list', id],
    enabled: job?.status === 'finished',
    queryFn: async () => (await browserJobs()).items(id ?? ''),
    gcTime: 0,
  })
  const items = list.data
  const found = useMemo(() => listing && items && gathered(items, listing.details), [listing, items])
  return {
    job,
    stuck,
    found,
    /** Why this browser does not give what has been counted. */
    unread: counted.error ?? list.error,
    /** Reads again what could not be read, and nothing else: a list is not whole before its job is finished. */
    readAgain: (): void => {
      for (const query of [counted, list]) if (query.error) void query.refetch()
    },
  }
}

function forget(id: string): void {
  void browserJobs()
    .then(async (jobs) => jobs.remove(id))
    // It is in this page's memory alone, and goes with it.
    .catch(() => undefined)
}

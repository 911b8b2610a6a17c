import { Failed, type Failure } from '../lib/failure.ts'
import type { Job } from './job.ts'
import { notTheirs } from './signedIn.ts'
import type { AnyWork, Work } from './work.ts'

/** Where a session is kept: on this browser's disk, or in its page's memory alone ("Shared computer"). */
export type Keeping = 'on disk' | 'in memory'

/**
 * Where jobs begin and how far they go on, by how the session is kept that lives here now: of one that is kept in memory
 * alone nothing is written. It reads what is on disk, may stop it or take it away, and writes nothing to it.
 */
export class KeepingRule {
  readonly #keeping: () => Keeping | undefined

  /** @param keeping undefined while nobody is signed in */
  constructor(keeping: () => Keeping | undefined) {
    this.#keeping = keeping
  }

  /** Whether a job that begins now is in this page's memory. */
  beginsInMemory(work: Pick<AnyWork, 'isForPage'>): boolean {
    return work.isForPage === true || this.#keeping() !== 'on disk'
  }

  /** Whether what comes of a job may be written where it is. */
  mayWrite({ inMemory }: Pick<Job, 'inMemory'>): boolean {
    return inMemory === true || this.#keeping() !== 'in memory'
  }

  /** Why a job goes on no further here, where nothing may be written to it. */
  refusal(job: Pick<Job, 'inMemory' | 'kind'>): Failure | undefined {
    if (this.mayWrite(job)) return undefined
    const message = 'This job is kept on disk, and the session in memory alone.'
    return { operation: job.kind, code: 'KeptOnDisk', message, class: 'rejected', attempts: 0 }
  }

  /** Throws that refusal. */
  expectMayWrite(job: Pick<Job, 'inMemory' | 'kind'>): void {
    const refusal = this.refusal(job)
    if (refusal) throw new Failed(refusal)
  }

  /** A job's work, which is done no longer once another session lives here, of which nothing may be written to the job. */
  whileMayWrite<Target, Result, Details>(work: Work<Target, Result, Details>, job: Job): Work<Target, Result, Details> {
    return {
      ...work,
      perform: async (target, details, jobId) => {
        if (!this.mayWrite(job)) throw notTheirs(job.kind)
        return work.perform(target, details, jobId)
      },
    }
  }
}

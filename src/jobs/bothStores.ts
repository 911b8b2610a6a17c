import type { JobStatus } from './job.ts'
import type { MemoryStore } from './memoryStore.ts'
import type { JobStore } from './store.ts'

/** The jobs on disk and those in this page's memory, as one store. */
export type BothStores = JobStore & {
  /** Whether a job is in memory, where no other tab can see it. */
  isInMemory(id: string): boolean
  /** Whether a job is on disk, where every tab can see it; of one that stands in memory as well both are true. */
  isOnDisk(id: string): boolean
  /**
   * Has a job that is on disk stand in memory as well. From then on what comes of it is this page's own. What is on disk
   * stays as it is, and may go on in another tab; but whoever pauses it, stops it or takes it away means both.
   */
  copyToMemory(id: string): Promise<void>
}

/** Puts both together: what is in memory comes before what is on disk, where only one of them can be meant. */
export function bothStores(disk: JobStore, memory: MemoryStore): BothStores {
  const copies = new Set<string>()
  const of = (id: string) => (memory.has(id) ? memory : disk)

  return {
    isInMemory: (id) => memory.has(id),
    isOnDisk: (id) => !memory.has(id) || copies.has(id),

    async copyToMemory(id) {
      const job = await disk.job(id)
      const items = await disk.items(id)
      if (job === undefined || memory.has(id)) return
      memory.take(job, items)
      copies.add(id)
    },

    create: async (job, targets) => (job.inMemory ? memory : disk).create(job, targets),
    job: async (id) => of(id).job(id),
    items: async (id, state) => of(id).items(id, state),
    change: async (id, ...what) => of(id).change(id, ...what),
    again: async (id, ...what) => of(id).again(id, ...what),
    begin: async (id, item) => of(id).begin(id, item),

    async move(id, status, ...how) {
      if (copies.has(id) && isWished(status)) await disk.move(id, status, ...how)
      return of(id).move(id, status, ...how)
    },

    async remove(id) {
      if (copies.has(id)) await disk.remove(id)
      await of(id).remove(id)
      copies.delete(id)
    },

    async jobs(kind) {
      const onDisk = (await disk.jobs(kind)).filter(({ id }) => !memory.has(id))
      const all = [...(await memory.jobs(kind)), ...onDisk]
      return all.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    },
  }
}

/** Whether a person wants the job to stand so, and not what came of one of the two. */
function isWished(status: JobStatus): boolean {
  return status.status === 'stopped' || (status.status === 'paused' && status.because === 'asked')
}

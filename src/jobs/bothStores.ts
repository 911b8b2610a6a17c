import type { MemoryStore } from './memoryStore.ts'
import type { JobStore } from './store.ts'

/** The jobs on disk and those in this page's memory, as one store. */
export type BothStores = JobStore & {
  /** Whether a job is in memory, where no other tab can see it. */
  isInMemory(id: string): boolean
  /** Has a job that is on disk stand in memory as well. From then on it is this page's own; what is on disk stays as it is. */
  copyToMemory(id: string): Promise<void>
}

/** Puts both together: what is in memory comes before what is on disk, where only one of them can be meant. */
export function bothStores(disk: JobStore, memory: MemoryStore): BothStores {
  const of = (id: string) => (memory.has(id) ? memory : disk)

  return {
    isInMemory: (id) => memory.has(id),

    async copyToMemory(id) {
      const job = await disk.job(id)
      const items = await disk.items(id)
      if (job && !memory.has(id)) memory.take(job, items)
    },

    create: async (job, targets) => (job.inMemory ? memory : disk).create(job, targets),
    job: async (id) => of(id).job(id),
    items: async (id, state) => of(id).items(id, state),
    change: async (id, ...what) => of(id).change(id, ...what),
    again: async (id, ...what) => of(id).again(id, ...what),
    begin: async (id, item) => of(id).begin(id, item),
    move: async (id, ...what) => of(id).move(id, ...what),
    remove: async (id) => of(id).remove(id),

    async jobs(kind) {
      const onDisk = (await disk.jobs(kind)).filter(({ id }) => !memory.has(id))
      const all = [...(await memory.jobs(kind)), ...onDisk]
      return all.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    },
  }
}

export type ToastKind = 'success' | 'info' | 'danger'

export type Toast = {
  kind: ToastKind
  title: string
  /** What it means, and what to do next. */
  detail?: string | undefined
  action?: { label: string; onPress: () => void } | undefined
  /** Operation, code, request id, time, ready to copy. Never a token. */
  copy?: string | undefined
}

export type ShownToast = Toast & { id: number; count: number }

const atOnce = 3

let last = 0
let queue: readonly ShownToast[] = []
const listeners = new Set<() => void>()

const set = (next: readonly ShownToast[]) => {
  queue = next
  for (const listener of listeners) listener()
}

/** Shows a toast, or raises the counter of the same one. Returns its id. */
const show = (toast: Toast): number => {
  const same = queue.find(
    ({ kind, title, detail }) => kind === toast.kind && title === toast.title && detail === toast.detail,
  )
  if (same) {
    set(queue.map((one) => (one === same ? { ...one, ...toast, count: one.count + 1 } : one)))
    return same.id
  }
  last += 1
  set([...queue, { ...toast, id: last, count: 1 }])
  return last
}

const close = (id: number): void => set(queue.filter((toast) => toast.id !== id))

const clear = (): void => set([])

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

const all = (): readonly ShownToast[] => queue

/** A store without a provider: whatever has something to say says it here, and it survives a change of page. */
export const toasts = { show, close, clear, subscribe, all }

/** The ones in sight; the rest wait their turn, and their time does not run. */
export const inSight = (queued: readonly ShownToast[]) => queued.slice(0, atOnce)

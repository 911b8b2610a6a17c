import { Failed } from '../lib/failure.ts'

/**
 * One instance, made when it is first asked for. What could not be loaded is asked for again the next time; until then
 * it throws Failed `WorkerLost`.
 */
export function onFirstUse<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined
  return async () => {
    const current = (loading ??= load())
    try {
      return await current
    } catch {
      if (loading === current) loading = undefined
      throw notLoaded
    }
  }
}

const notLoaded = new Failed({
  operation: 'vault',
  code: 'WorkerLost',
  message: 'A part of the worker could not be loaded.',
  class: 'transient',
  attempts: 0,
})

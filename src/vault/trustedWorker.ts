import workerUrl from './worker.ts?worker&url'

type Policy = { createScriptURL(url: string): string }
type PolicyFactory = { createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy }

/** Starts the vault's worker. The page's one Trusted Types policy admits its script and nothing else. */
export function trustedWorker(): Worker {
  return new Worker(trusted(workerUrl), { type: 'module', name: 'vault' })
}

function trusted(url: string): string {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes
  const policy = factory?.createPolicy('app-worker', {
    createScriptURL(wanted) {
      if (wanted !== workerUrl) throw new TypeError('Curfew starts one worker only.')
      return wanted
    },
  })
  return policy?.createScriptURL(url) ?? url
}

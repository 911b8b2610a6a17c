import { vi } from 'vitest'

import type { VaultPort } from './asking.ts'
import type { VaultMessage, VaultRequest } from './protocol.ts'

/** A page as the vault's client needs one: its cookies, its tab's storage, where it goes, and a worker to talk to. */
export class Page {
  /** Where the browser was sent. */
  readonly left: string[] = []
  /** The addresses that took the place of the page's own. */
  readonly replaced: string[] = []
  readonly asked: VaultRequest[] = []
  /** How often a worker was started. */
  started = 0
  readonly #cookies = new Map<string, string>()
  readonly #kept = new Map<string, string>()
  readonly #listeners = new Map<string, ((event: { data: VaultMessage }) => void)[]>()

  constructor() {
    const cookies = this.#cookies
    vi.stubGlobal('document', {
      get cookie() {
        return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      },
      set cookie(text: string) {
        const [name = '', value = ''] = (text.split(';')[0] ?? '').split('=')
        if (text.includes('Max-Age=0')) cookies.delete(name)
        else cookies.set(name, value)
      },
    })
    vi.stubGlobal('navigator', { cookieEnabled: true })
    vi.stubGlobal('sessionStorage', {
      getItem: (name: string) => this.#kept.get(name) ?? null,
      setItem: (name: string, value: string) => void this.#kept.set(name, value),
      removeItem: (name: string) => void this.#kept.delete(name),
    })
    vi.stubGlobal('location', { assign: (url: string) => void this.left.push(url) })
    vi.stubGlobal('history', {
      replaceState: (_state: unknown, _title: string, url: string) => void this.replaced.push(url),
    })
  }

  /** The names of the cookies there are. */
  get cookies(): readonly string[] {
    return [...this.#cookies.keys()].map((name) => name.replace('__Host-curfew-', ''))
  }

  /** Starts the worker. */
  start = (): VaultPort => {
    this.started += 1
    return {
      postMessage: (request: unknown) => void this.asked.push(request as VaultRequest),
      addEventListener: (name: string, listener: unknown) => {
        const all = this.#listeners.get(name) ?? []
        this.#listeners.set(name, [...all, listener as (event: { data: VaultMessage }) => void])
      },
    }
  }

  /** What the worker says. */
  say(data: VaultMessage): void {
    this.happens('message', data)
  }

  /** Answers the latest request. */
  answer(value: unknown): void {
    this.say({ kind: 'result', id: this.asked.at(-1)?.id ?? 0, value })
  }

  /** What happens to the worker. */
  happens(name: string, data?: VaultMessage): void {
    for (const listener of this.#listeners.get(name) ?? []) listener({ data: data as VaultMessage })
  }
}

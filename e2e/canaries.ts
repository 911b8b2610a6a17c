import { type BrowserContext, expect, type Page } from '@playwright/test'

/** Parts of a Cognito answer or request that must never reach the page. */
const secretNames = new Set([
  'AccessToken',
  'IdToken',
  'RefreshToken',
  'Token',
  'REFRESH_TOKEN',
  'SecretKey',
  'SessionToken',
  'AccessKeyId',
  'ClientSecret',
  'access_token',
  'id_token',
  'refresh_token',
  'token',
  'code',
  'code_verifier',
])

const isFile = /javascript|css|font|image/

type Watched = { __heard?: string[] }

/**
 * Collects every token, key and secret that crosses the network in a test, and looks for them everywhere a page's scripts
 * can look: DOM, URL, storage, IndexedDB, cookies, and every message that the worker sent.
 */
export class Canaries {
  readonly #secrets = new Set<string>()
  readonly #said: string[] = []

  /** How many secrets have been seen. */
  get count(): number {
    return this.#secrets.size
  }

  /** The secrets that have been seen. */
  get secrets(): readonly string[] {
    return [...this.#secrets]
  }

  /** A secret that crosses no network in the test, but is typed into a field. */
  watchFor(secret: string): void {
    this.#secrets.add(secret)
  }

  /** Starts to collect in a browser, before any page is opened in it. */
  async watch(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
      const heard: string[] = []
      ;(globalThis as Watched).__heard = heard
      const Native = globalThis.Worker
      globalThis.Worker = class extends Native {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options)
          this.addEventListener('message', (event) => heard.push(JSON.stringify(event.data)))
        }
      }
    })
    context.on('console', (message) => this.#said.push(message.text()))
    context.on('request', (request) => {
      this.#collect(request.postData() ?? '')
      // The code of managed login comes in an address, which has to be rid of it at once.
      this.#learn(new URL(request.url()).searchParams)
    })
    context.on('response', (response) => {
      // To hand a page's own files over takes as long as to load them, and none is an answer of Cognito's.
      if (isFile.test(response.headers()['content-type'] ?? '')) return
      void response.text().then(
        (text) => this.#collect(text),
        () => undefined,
      )
    })
  }

  /** Fails when a secret is anywhere where the page's scripts could read it. */
  async expectNoneIn(pages: readonly Page[]): Promise<void> {
    const everything = [...this.#said, ...(await Promise.all(pages.map(readable)))].join('\n')
    const found = [...this.#secrets].filter((secret) => everything.includes(secret))
    expect(found, 'secrets found where a page’s script can read them').toEqual([])
  }

  #collect(text: string): void {
    if (!text.startsWith('{')) {
      if (/^[\w%.+-]+=/.test(text)) this.#learn(new URLSearchParams(text))
      return
    }
    try {
      this.#walk(JSON.parse(text))
    } catch {
      // Not JSON: nothing of Cognito's.
    }
  }

  #learn(parameters: URLSearchParams): void {
    for (const [name, value] of parameters) if (secretNames.has(name) && value.length > 8) this.#secrets.add(value)
  }

  #walk(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    for (const [name, inner] of Object.entries(value)) {
      if (secretNames.has(name) && typeof inner === 'string' && inner.length > 8) this.#secrets.add(inner)
      this.#walk(inner)
    }
  }
}

async function readable(page: Page): Promise<string> {
  if (page.isClosed()) return ''
  return page.evaluate(async () => {
    const parts = [document.documentElement.outerHTML, location.href, document.cookie, JSON.stringify(history.state)]
    parts.push(JSON.stringify((globalThis as { curfewCallback?: unknown }).curfewCallback ?? ''))
    for (const storage of [localStorage, sessionStorage]) parts.push(JSON.stringify(storage))
    parts.push(...((globalThis as Watched).__heard ?? []))
    const text = (value: unknown): string => {
      if (value instanceof ArrayBuffer) return new TextDecoder('latin1').decode(value)
      if (ArrayBuffer.isView(value)) return new TextDecoder('latin1').decode(value.buffer)
      if (typeof value === 'object' && value !== null) return Object.values(value).map(text).join('\n')
      return String(value)
    }
    const finished = async <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((done, fail) => {
        request.addEventListener('success', () => done(request.result))
        request.addEventListener('error', () => fail(new Error('IndexedDB could not be read')))
      })
    for (const { name } of await indexedDB.databases()) {
      const db = await finished(indexedDB.open(name ?? ''))
      for (const store of db.objectStoreNames) {
        parts.push(text(await finished(db.transaction(store).objectStore(store).getAll())))
      }
      db.close()
    }
    return parts.join('\n')
  })
}

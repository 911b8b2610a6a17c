/** A browser for tests: it keeps cookies by path, follows redirects on the emulator, and stops where an app takes over. */
export class TestBrowser {
  readonly #send: (request: Request) => Promise<Response>
  readonly #origin: string
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>()

  constructor(origin: string, send: (request: Request) => Promise<Response> = (request) => fetch(request)) {
    this.#origin = origin
    this.#send = send
  }

  /** A cookie's value. */
  cookie(name: string): string | undefined {
    return this.#cookies.get(name)?.value
  }

  setCookie(name: string, value: string, path: string): void {
    this.#cookies.set(name, { value, path })
  }

  /** One request, with the cookies that belong to it, and without following a redirect. */
  async send(url: string | URL, form?: Readonly<Record<string, string>>): Promise<Response> {
    const { pathname } = new URL(url)
    const cookies = [...this.#cookies].filter(([, { path }]) => pathname.startsWith(path))
    const response = await this.#send(
      new Request(url, {
        redirect: 'manual',
        headers: {
          ...(cookies.length > 0 && { cookie: cookies.map(([name, { value }]) => `${name}=${value}`).join('; ') }),
        },
        ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      }),
    )
    for (const text of response.headers.getSetCookie()) this.#keep(text)
    return response
  }

  /** Goes to a page: redirects on the emulator are followed, one away from it is the answer. */
  async visit(url: string | URL, form?: Readonly<Record<string, string>>): Promise<Page> {
    const response = await this.send(url, form)
    const location = response.headers.get('location')
    if (location === null) return { url: new URL(url), status: response.status, text: await response.text() }
    const next = new URL(location, url)
    if (next.origin !== this.#origin) return { url: next, status: response.status, text: '' }
    return this.visit(next)
  }

  /** Fills in the login page that `url` leads to, and gives where that ends. */
  async signIn(url: string | URL, username: string, password: string): Promise<Page> {
    return this.submit(await this.visit(url), { username, password })
  }

  /** Sends a page's form, with what it holds already. */
  submit(page: Page, values: Readonly<Record<string, string>>): Promise<Page> {
    const inputs = [...page.text.matchAll(/<input [^>]*?name="([^"]*)"(?:[^>]*? value="([^"]*)")?/g)]
    const held = inputs.map(([, name = '', value = '']) => [name, value])
    return this.visit(page.url, { ...Object.fromEntries(held), ...values })
  }

  #keep(text: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? []
    const [, path = '/'] = /Path=([^;]*)/.exec(text) ?? []
    if (text.includes('Max-Age=0')) this.#cookies.delete(name)
    else this.#cookies.set(name, { value, path })
  }
}

/** Where a browser ended up. */
export interface Page {
  readonly url: URL
  readonly status: number
  readonly text: string
}

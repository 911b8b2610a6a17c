import { lazyRouteComponent } from '@tanstack/react-router'

/** A page that could not be fetched. Told by its own type: the router reloads the whole app for a browser's own error. */
export class PageMissing extends Error {
  /** Asks for it once more. */
  readonly again: () => Promise<unknown>

  constructor(again: () => Promise<unknown>, cause: unknown) {
    super('A page could not be fetched.', { cause })
    this.again = again
  }
}

/** A page that is fetched when it is wanted, and asked for again where it did not arrive. */
export function laterPage<Module extends object, Name extends keyof Module & string>(
  load: () => Promise<Module>,
  name: Name,
) {
  const page = lazyRouteComponent(async () => {
    try {
      return await load()
    } catch (error) {
      throw new PageMissing(async () => page.preload?.(), error)
    }
  }, name)
  return page
}

import { type ComponentType, lazy, Suspense, useState } from 'react'

/**
 * A part that is fetched when it is first shown; nothing stands there until it has come. React's `lazy` keeps a failure
 * for good; here what could not be had is asked for again the next time that the part is to be shown.
 */
export function laterPart<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const make = () =>
    lazy(async () => {
      try {
        return { default: await load() }
      } catch (error) {
        part = make()
        throw error
      }
    })
  let part = make()
  return function Later(props: P) {
    // The same for as long as it stands there: whoever waits for one must not ask for the next.
    const [Part] = useState(() => part)
    return (
      <Suspense fallback={null}>
        <Part {...props} />
      </Suspense>
    )
  }
}

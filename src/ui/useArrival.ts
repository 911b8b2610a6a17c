import { type RefObject, useEffect, useRef } from 'react'

let arrivedBefore = false

/**
 * What a change of page does for those who cannot see it: focus goes to the new page's heading, and the title says which
 * page it is. On the first page focus stays where the browser put it.
 * @returns the ref of the page's heading, which has to take focus (tabIndex -1)
 */
export const useArrival = (): RefObject<HTMLHeadingElement | null> => {
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    if (arrivedBefore) heading.current?.focus()
    arrivedBefore = true
  }, [])

  useEffect(() => {
    document.title = `${heading.current?.textContent ?? ''} · Curfew`
  })

  return heading
}

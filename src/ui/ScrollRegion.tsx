import { type ComponentProps, type CSSProperties, type RefObject, useEffect, useState } from 'react'

type ScrollRegionProps = Omit<ComponentProps<'section'>, 'ref' | 'style' | 'tabIndex'> & {
  /** The element that scrolls. */
  scroller: RefObject<HTMLElement | null>
  /** What it stands in, together with its shaded edges. */
  frame?: RefObject<HTMLDivElement | null> | undefined
}

/** Where more is, and how far inside its frame and beside its scrollbars the region shows anything, in pixels. */
type Sight = { isMoreBefore: boolean; isMoreAfter: boolean; left: number; right: number; top: number; bottom: number }

/** How wide the shade is: what is reached by keyboard comes to stand clear of it. */
const shade = '1.75rem'
const keepClear: CSSProperties = { scrollPaddingInline: shade }

/**
 * A part of the page that scrolls by itself, as a wide table does. The edge that hides more to a side is shaded, like one
 * that something slides under; not on paper, where nothing scrolls, and not in colours that somebody chose.
 */
export const ScrollRegion = ({ scroller, frame, className = '', children, ...rest }: ScrollRegionProps) => {
  const { isMoreBefore, isMoreAfter, left, right, top, bottom } = useSight(scroller) ?? nothing
  return (
    <div ref={frame} className="relative min-w-0">
      <section
        {...rest}
        ref={scroller}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        style={keepClear}
        className={`overflow-auto bg-surface ${className}`}
      >
        {children}
      </section>
      {isMoreBefore ? <Shade style={{ left, top, bottom, ...towards('left') }} /> : null}
      {isMoreAfter ? <Shade style={{ right, top, bottom, ...towards('right') }} /> : null}
    </div>
  )
}

const Shade = ({ style }: { style: CSSProperties }) => (
  <div aria-hidden="true" className="pointer-events-none absolute z-10 print:hidden" style={style} />
)

const inner = 'calc(var(--radius-lg) - 1px)'

function towards(side: 'left' | 'right'): CSSProperties {
  return {
    width: shade,
    background: `linear-gradient(to ${side}, transparent, color-mix(in srgb, var(--color-hatch) 50%, var(--color-surface)))`,
    borderRadius: side === 'left' ? `${inner} 0 0 ${inner}` : `0 ${inner} ${inner} 0`,
  }
}

const nothing: Sight = { isMoreBefore: false, isMoreAfter: false, left: 0, right: 0, top: 0, bottom: 0 }

function useSight(scroller: RefObject<HTMLElement | null>): Sight | undefined {
  const [sight, setSight] = useState<Sight>()
  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const chosenColours = matchMedia('(forced-colors: active)')
    const look = () => {
      const now = chosenColours.matches ? nothing : sightOf(element)
      setSight((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now))
    }
    // It tells the sizes at once, and again whenever the window, the columns or the rows change them.
    const sizes = new ResizeObserver(look)
    for (const each of [element, ...element.children]) sizes.observe(each)
    let at = element.scrollLeft
    const move = () => {
      // Most of what scrolls does so downwards.
      if (element.scrollLeft === at) return
      at = element.scrollLeft
      look()
    }
    element.addEventListener('scroll', move, { passive: true })
    chosenColours.addEventListener('change', look)
    return () => {
      sizes.disconnect()
      element.removeEventListener('scroll', move)
      chosenColours.removeEventListener('change', look)
    }
  }, [scroller])
  return sight
}

function sightOf(element: HTMLElement): Sight {
  const { scrollLeft, scrollWidth, clientWidth, clientHeight, clientLeft, clientTop, offsetWidth, offsetHeight } =
    element
  return {
    isMoreBefore: scrollLeft > 1,
    isMoreAfter: scrollWidth - clientWidth - scrollLeft > 1,
    left: clientLeft,
    right: offsetWidth - clientLeft - clientWidth,
    top: clientTop,
    bottom: offsetHeight - clientTop - clientHeight,
  }
}

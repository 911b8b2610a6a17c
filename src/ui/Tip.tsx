import { type KeyboardEvent, type ReactNode, useRef } from 'react'

type TipProps = { id: string; text: string | undefined; children: ReactNode; className: string }

/** The tip that is open. Focus holds one open while the pointer asks for another: the newer takes its place. */
let openTip: HTMLElement | undefined

/**
 * A reason shown beside a control on hover and focus; the control points to it with `aria-describedby={id}`. Without a text it
 * is only the place of the control, which thus stays the same element, and keeps the focus, when a reason comes or goes.
 */
export const Tip = ({ id, text, children, className }: TipProps) => {
  const tip = useRef<HTMLSpanElement>(null)

  const show = (host: HTMLElement) => {
    const bubble = tip.current
    if (!bubble || bubble.matches(':popover-open')) return
    if (openTip?.matches(':popover-open')) openTip.hidePopover()
    openTip = bubble
    bubble.showPopover()
    const at = host.getBoundingClientRect()
    const { width, height } = bubble.getBoundingClientRect()
    const below = at.bottom + 6
    bubble.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`
    bubble.style.top = `${below + height > innerHeight ? at.top - height - 6 : below}px`
  }
  const hide = () => {
    if (tip.current?.matches(':popover-open')) tip.current.hidePopover()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !tip.current?.matches(':popover-open')) return
    event.preventDefault()
    event.stopPropagation()
    hide()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it only listens for what its control does
    <span
      className={className}
      onPointerEnter={(event) => show(event.currentTarget)}
      onPointerLeave={hide}
      onFocus={(event) => show(event.currentTarget)}
      onBlur={hide}
      onKeyDown={onKeyDown}
    >
      {children}
      {text === undefined ? null : (
        <span
          ref={tip}
          id={id}
          role="tooltip"
          popover="manual"
          className="fixed inset-auto m-0 max-w-[min(20rem,90vw)] rounded-sm border border-edge bg-raised px-3 py-2 text-xs font-normal text-ink"
        >
          {text}
        </span>
      )}
    </span>
  )
}

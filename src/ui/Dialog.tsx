import { type ReactNode, type RefObject, useEffect, useEffectEvent, useId, useRef } from 'react'

export type DialogProps = {
  open: boolean
  /** Asked for by Escape, by the close button, or by pressing outside a plain dialog. The caller sets `open`. */
  onClose: () => void
  title: ReactNode
  /** One sentence that is read out with the title. */
  description?: ReactNode
  children?: ReactNode
  /** Buttons, the safe one first in reading order. */
  footer?: ReactNode
  role?: 'dialog' | 'alertdialog' | undefined
  /** What has focus first; otherwise the first thing that can take it. */
  focusFirst?: RefObject<HTMLElement | null> | undefined
  /** Where focus goes when the opener is gone; otherwise to the page's heading. */
  returnTo?: (() => HTMLElement | null) | undefined
  /** While something is under way it cannot be closed. */
  held?: boolean | undefined
  size?: 'default' | 'large' | undefined
}

export const Dialog = (props: DialogProps) => {
  const {
    open,
    onClose,
    title,
    description,
    children,
    footer,
    role = 'dialog',
    focusFirst,
    returnTo,
    held,
    size,
  } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  // Asked for at the end only: a function that is new with every render must not close the dialog and open it again.
  const elsewhere = useEffectEvent(() => returnTo?.() ?? document.querySelector<HTMLElement>('main h1'))

  useEffect(() => {
    const element = dialog.current
    if (!open || !element) return undefined
    const opener = document.activeElement
    if (!element.open) element.showModal()
    // It is read from the top, wherever the focus stands.
    focusFirst?.current?.focus({ preventScroll: true })
    element.scrollTop = 0
    return () => {
      element.close()
      const gone = !(opener instanceof HTMLElement) || !opener.isConnected || opener === document.body
      const target = gone ? elsewhere() : opener
      target?.focus()
    }
  }, [open, focusFirst])

  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Escape is the key for it
    <dialog
      ref={dialog}
      role={role}
      aria-labelledby={`${id}-title`}
      aria-describedby={description === undefined ? undefined : `${id}-description`}
      onCancel={(event) => {
        event.preventDefault()
        if (!held) onClose()
      }}
      // A browser may close it without asking when Escape is pressed twice.
      onClose={() => {
        if (!open) return
        if (held) dialog.current?.showModal()
        else onClose()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget && role === 'dialog' && !held) onClose()
      }}
      className={`m-auto max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] overscroll-contain rounded-lg border border-line bg-surface text-ink open:animate-rise ${size === 'large' ? 'max-w-lg' : 'max-w-md'}`}
    >
      {open ? (
        <div className="flex flex-col">
          <div className="flex flex-col gap-2 px-6 pt-6 max-sm:px-4 max-sm:pt-5">
            <h2 id={`${id}-title`} className="text-lg font-semibold">
              {title}
            </h2>
            {description === undefined ? null : (
              <div id={`${id}-description`} className="text-muted">
                {description}
              </div>
            )}
          </div>
          <div className="flex flex-col gap-4 px-6 pt-4 pb-6 max-sm:px-4 max-sm:pb-5">{children}</div>
          {footer === undefined ? null : (
            <div className="sticky bottom-0 flex gap-2 border-t border-line bg-surface px-6 py-4 max-sm:flex-col-reverse max-sm:px-4 sm:items-start sm:justify-end">
              {footer}
            </div>
          )}
        </div>
      ) : null}
    </dialog>
  )
}

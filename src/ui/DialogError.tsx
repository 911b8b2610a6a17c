import type { ReactNode } from 'react'

type DialogErrorProps = {
  /** A Notice, as the last thing in the dialog. */
  children: ReactNode
}

/**
 * What went wrong, in the dialog that asked for it. A long dialog has its end out of sight beneath its buttons, so it is
 * scrolled there: a button that reads “Try again” and nothing else would be all that is seen of a failure.
 */
export const DialogError = ({ children }: DialogErrorProps) => (
  <div role="alert" ref={scrollThere}>
    {children}
  </div>
)

/** One function for all renders: it runs when the error comes, and not while somebody reads it. */
function scrollThere(error: HTMLElement | null): void {
  const dialog = error?.closest('dialog')
  dialog?.scrollTo({ top: dialog.scrollHeight, behavior: 'instant' })
}

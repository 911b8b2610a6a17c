import { type ComponentProps, type MouseEvent, useId } from 'react'
import { type ButtonSize, type ButtonVariant, buttonClass } from './buttonClass.ts'
import { Tip } from './Tip.tsx'

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled' | 'aria-disabled' | 'style'> & {
  variant?: ButtonVariant | undefined
  size?: ButtonSize | undefined
  /** What is happening, in words: shown instead of the label, and the button cannot be pressed again meanwhile. */
  busy?: string | false | undefined
  /** Why this cannot be used. The reason is the switch: without one the button works, and is the same element. */
  blocked?: string | undefined
  /** Where the reason stands: under the button, or in a tip on hover and focus where there is no room. */
  reason?: 'beneath' | 'tip' | undefined
}

export const Button = (props: ButtonProps) => {
  const { variant, size, busy, blocked, reason = 'beneath', className = '', onClick, children, ...rest } = props
  const reasonId = useId()
  const idle = !busy && blocked === undefined

  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (idle) onClick?.(event)
    else event.preventDefault()
  }

  const described = [rest['aria-describedby'], blocked === undefined ? undefined : reasonId].filter(Boolean).join(' ')
  const button = (
    <button
      type="button"
      {...rest}
      className={`${buttonClass(variant, size)} ${blocked === undefined ? className : ''}`}
      onClick={press}
      aria-disabled={idle ? undefined : true}
      aria-busy={busy ? true : undefined}
      aria-describedby={described === '' ? undefined : described}
    >
      {busy ? (
        // Both labels lie in one cell, so that the button never shrinks under the pointer.
        <span className="grid place-items-center">
          <span className="invisible col-start-1 row-start-1 inline-flex items-center gap-2">{children}</span>
          <span className="col-start-1 row-start-1">{busy}</span>
        </span>
      ) : (
        children
      )}
    </button>
  )

  if (!('blocked' in props)) return button
  const place =
    reason === 'tip'
      ? 'inline-flex [&>button]:grow'
      : 'inline-flex max-w-72 flex-col gap-1 max-sm:max-w-none sm:items-start'
  return (
    <Tip
      id={reasonId}
      text={reason === 'tip' ? blocked : undefined}
      className={blocked === undefined ? 'contents' : `${place} ${className}`}
    >
      {button}
      {blocked === undefined || reason === 'tip' ? null : (
        <span id={reasonId} className="text-xs text-muted">
          {blocked}
        </span>
      )}
    </Tip>
  )
}

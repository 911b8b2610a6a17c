import { type ComponentProps, type MouseEvent, useId } from 'react'
import { type ButtonSize, type ButtonVariant, buttonClass } from './buttonClass.ts'
import { Tip } from './Tip.tsx'

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled' | 'aria-disabled' | 'style'> & {
  variant?: ButtonVariant | undefined
  size?: ButtonSize | undefined
  /** What is happening, in words: shown instead of the label, and the button cannot be pressed again meanwhile. */
  busy?: string | false | undefined
  /** Why this cannot be used. The reason is the switch: without one the button works. */
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

  if (blocked === undefined) return button
  if (reason === 'tip') {
    return (
      <Tip id={reasonId} text={blocked} className={className}>
        {button}
      </Tip>
    )
  }
  return (
    <span className={`inline-flex max-w-72 flex-col gap-1 max-sm:max-w-none sm:items-start ${className}`}>
      {button}
      <span id={reasonId} className="text-xs text-muted">
        {blocked}
      </span>
    </span>
  )
}

import { type ComponentProps, type ReactNode, useId } from 'react'

export type CheckboxProps = Omit<ComponentProps<'input'>, 'style' | 'type'> & {
  label: ReactNode
  hint?: ReactNode
  type?: 'checkbox' | 'radio' | undefined
}

export const Checkbox = ({ label, hint, type = 'checkbox', className = '', id: givenId, ...rest }: CheckboxProps) => {
  const ownId = useId()
  const id = givenId ?? ownId
  return (
    <div className={`grid grid-cols-[auto_1fr] gap-x-2.5 ${className}`}>
      <input
        {...rest}
        id={id}
        type={type}
        className="mt-0.5 size-4.5"
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      <label htmlFor={id} className="min-h-6">
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="col-start-2 text-xs text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  )
}

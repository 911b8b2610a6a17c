import { type ComponentProps, useId } from 'react'
import { Field, type FieldText, describedBy, fieldClass } from './Field.tsx'

export type SelectProps = FieldText &
  Omit<ComponentProps<'select'>, 'style' | 'className'> & {
    className?: string | undefined
    options: readonly { value: string; text: string }[]
  }

export const Select = (props: SelectProps) => {
  const { label, hint, error, optional, className, options, id: givenId, ...rest } = props
  const ownId = useId()
  const id = givenId ?? ownId

  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional} className={className}>
      <select
        {...rest}
        id={id}
        className={fieldClass}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { label, hint, error })}
      >
        {options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  )
}

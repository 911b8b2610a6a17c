import { type ComponentProps, useId } from 'react'
import { Field, type FieldText, describedBy, fieldClass } from './Field.tsx'

type SelectFieldProps = FieldText &
  Omit<ComponentProps<'select'>, 'style' | 'className' | 'children'> & {
    choices: readonly { value: string; label: string }[]
    className?: string | undefined
  }

export const SelectField = ({ label, hint, error, choices, className, id: givenId, ...rest }: SelectFieldProps) => {
  const ownId = useId()
  const id = givenId ?? ownId
  return (
    <Field id={id} label={label} hint={hint} error={error} className={className}>
      <select
        {...rest}
        id={id}
        className={`${fieldClass} pr-2`}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { label, hint, error })}
      >
        {choices.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  )
}

import { type ComponentProps, useId } from 'react'
import { Field, type FieldText, describedBy, fieldClass } from './Field.tsx'

export type TextAreaProps = FieldText &
  Omit<ComponentProps<'textarea'>, 'style' | 'className'> & {
    className?: string | undefined
    mono?: boolean | undefined
  }

export const TextArea = (props: TextAreaProps) => {
  const { label, hint, error, optional, className, mono, id: givenId, ...rest } = props
  const ownId = useId()
  const id = givenId ?? ownId

  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional} className={className}>
      <textarea
        rows={4}
        dir={mono ? 'ltr' : 'auto'}
        spellCheck={!mono}
        {...rest}
        id={id}
        className={`${fieldClass} ${mono ? 'font-mono text-sm' : ''}`}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { label, hint, error })}
      />
    </Field>
  )
}

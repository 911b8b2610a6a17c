import { type ComponentProps, useId } from 'react'
import { Field, type FieldText, describedBy, fieldClass } from './Field.tsx'
import { useEmpty } from './useEmpty.ts'

type TextAreaProps = FieldText &
  Omit<ComponentProps<'textarea'>, 'style' | 'className'> & {
    className?: string | undefined
    /** What is said where it is left empty and must not be. */
    empty?: string | undefined
  }

/** Several lines, as they are pasted: in the face of code, from left to right, and never kept by the browser. */
export const TextArea = ({
  label,
  hint,
  error: givenError,
  optional,
  className,
  empty,
  id: givenId,
  rows = 6,
  ...rest
}: TextAreaProps) => {
  const ownId = useId()
  const id = givenId ?? ownId
  const left = useEmpty(rest, empty)
  const error = givenError ?? left.error
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional} className={className}>
      <textarea
        dir="ltr"
        required={!optional}
        {...rest}
        {...left.handlers}
        id={id}
        rows={rows}
        className={`${fieldClass} resize-y font-mono text-sm`}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { label, hint, error })}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
    </Field>
  )
}

/** Takes what was pasted out of a field: from then on only the caller has it. */
export function takeFrom(field: HTMLTextAreaElement): string {
  const text = field.value
  field.value = ''
  return text
}

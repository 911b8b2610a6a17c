import { type ComponentProps, useId } from 'react'
import { Field, type FieldText, describedBy, fieldClass } from './Field.tsx'

type TextAreaProps = FieldText &
  Omit<ComponentProps<'textarea'>, 'style' | 'className'> & { className?: string | undefined }

/** Several lines, as they are pasted: in the face of code, from left to right, and never kept by the browser. */
export const TextArea = ({
  label,
  hint,
  error,
  optional,
  className,
  id: givenId,
  rows = 6,
  ...rest
}: TextAreaProps) => {
  const ownId = useId()
  const id = givenId ?? ownId
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional} className={className}>
      <textarea
        dir="ltr"
        required={!optional}
        {...rest}
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

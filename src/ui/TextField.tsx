import { t } from '@lingui/core/macro'
import { type ComponentProps, useId, useState } from 'react'
import { Field, type FieldText, describedBy, fieldClass } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { useEmpty } from './useEmpty.ts'

export type TextFieldProps = FieldText &
  Omit<ComponentProps<'input'>, 'style' | 'className'> & {
    className?: string | undefined
    /** For codes, tokens and identifiers. */
    mono?: boolean | undefined
    /** What is said where it is left empty and must not be. */
    empty?: string | undefined
  }

export const TextField = (props: TextFieldProps) => {
  const {
    label,
    hint,
    error: givenError,
    optional,
    className,
    mono,
    empty,
    type = 'text',
    id: givenId,
    ...rest
  } = props
  const left = useEmpty(rest, empty)
  const error = givenError ?? left.error
  const ownId = useId()
  const id = givenId ?? ownId
  const [revealed, setRevealed] = useState(false)
  const secret = type === 'password'

  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional} className={className}>
      <div className="relative">
        <input
          dir={mono ? 'ltr' : 'auto'}
          required={!optional}
          {...rest}
          {...left.handlers}
          id={id}
          type={secret && revealed ? 'text' : type}
          className={`${fieldClass} ${mono ? 'font-mono' : ''} ${secret ? 'pr-11' : ''}`}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, { label, hint, error })}
          {...(secret || mono ? { spellCheck: false, autoCapitalize: 'none' } : {})}
        />
        {secret ? (
          <button
            type="button"
            className="absolute inset-y-1 right-1 flex w-9 items-center justify-center rounded-sm text-muted hover:text-ink"
            aria-label={rest.autoComplete === 'new-password' ? t`Show new password` : t`Show password`}
            aria-pressed={revealed}
            onClick={() => setRevealed(!revealed)}
          >
            <Icon name={revealed ? 'eyeOff' : 'eye'} className="size-5" />
          </button>
        ) : null}
      </div>
    </Field>
  )
}

import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

export type FieldText = {
  label: string
  hint?: ReactNode
  error?: string | undefined
  /** Says "optional" beside the label: required is the rule and goes unmarked. */
  optional?: boolean | undefined
}

type FieldProps = FieldText & { id: string; children: ReactNode; className?: string | undefined }

export const fieldClass =
  'w-full min-h-10 rounded-md border border-edge bg-raised px-3 py-2 text-base ' +
  'hover:border-muted aria-invalid:border-danger'

/** The ids a control points to, only for texts that are there. */
export const describedBy = (id: string, { hint, error }: FieldText) =>
  [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined

/** Label, hint and error around one control. */
export const Field = ({ id, label, hint, error, optional, children, className = '' }: FieldProps) => (
  <div className={`flex flex-col gap-1.5 ${className}`}>
    <label htmlFor={id} className="text-sm font-medium">
      {label}
      {optional ? <span className="font-normal text-muted"> {t`(optional)`}</span> : null}
    </label>
    {children}
    {error ? (
      <p id={`${id}-error`} className="flex gap-1.5 text-sm text-danger">
        <Icon name="stop" className="mt-0.5 size-4" />
        {error}
      </p>
    ) : null}
    {hint ? (
      <p id={`${id}-hint`} className="text-xs text-muted">
        {hint}
      </p>
    ) : null}
  </div>
)

import { t } from '@lingui/core/macro'
import { useEffect, useRef } from 'react'

import { TextField } from '../../ui/TextField.tsx'

type CodeFieldProps = {
  hint: string
  /** Why the last code was not taken. */
  error: string | undefined
  busy: boolean
}

/** A one-time code. After one that was not taken the field has focus, and what stands in it is ready to be typed over. */
export const CodeField = ({ hint, error, busy }: CodeFieldProps) => {
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (error === undefined || busy) return
    const field = box.current?.querySelector('input')
    field?.focus()
    field?.select()
  }, [error, busy])

  return (
    <div ref={box}>
      <TextField
        label={t`Code`}
        name="code"
        mono
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="(\s*[0-9]){4,8}\s*"
        title={t`The digits of the code`}
        maxLength={16}
        hint={hint}
        error={busy ? undefined : error}
      />
    </div>
  )
}

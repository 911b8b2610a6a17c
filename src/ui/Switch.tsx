import { t } from '@lingui/core/macro'
import { useId } from 'react'
import { Tip } from './Tip.tsx'

type SwitchProps = {
  /** What is switched, for whom: "Token revocation for Storefront". */
  label: string
  checked: boolean
  /** Asks for the change. The switch moves only when `checked` does. */
  onChange: (wanted: boolean) => void
  onText?: string | undefined
  offText?: string | undefined
  /** What is happening, in words, while the server has not agreed yet. */
  busy?: string | false | undefined
  blocked?: string | undefined
  showLabel?: boolean | undefined
}

export const Switch = (props: SwitchProps) => {
  const { label, checked, onChange, onText = t`On`, offText = t`Off`, busy, blocked, showLabel } = props
  const reasonId = useId()
  const idle = !busy && blocked === undefined

  const control = (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      aria-disabled={idle ? undefined : true}
      aria-busy={busy ? true : undefined}
      aria-describedby={blocked === undefined ? undefined : reasonId}
      onClick={() => idle && onChange(!checked)}
      className="group inline-flex min-h-8 items-center gap-2.5 rounded-sm text-sm aria-disabled:text-muted"
    >
      <span
        className={
          'flex h-5 w-9 shrink-0 rounded-full border p-0.5 transition-colors group-aria-disabled:opacity-60 ' +
          (checked ? 'justify-end border-live bg-live' : 'border-edge')
        }
        aria-hidden="true"
      >
        <span
          className={
            `h-full aspect-square rounded-full border ${busy ? 'animate-breathe' : ''} ` +
            (checked ? 'border-surface bg-surface' : 'border-edge bg-edge')
          }
        />
      </span>
      <span aria-hidden="true">
        {showLabel ? <span className="font-medium">{label}: </span> : null}
        {busy || (checked ? onText : offText)}
      </span>
    </button>
  )

  return (
    <Tip id={reasonId} text={blocked} className="inline-flex">
      {control}
      {blocked === undefined ? <output className="sr-only">{busy || ''}</output> : null}
    </Tip>
  )
}

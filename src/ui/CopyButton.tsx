import { useEffect, useState } from 'react'
import { buttonClass } from './buttonClass.ts'
import { Icon } from './Icon.tsx'

type CopyButtonProps = {
  /** What is copied, or a function that makes it at that moment. */
  value: string | (() => string)
  /** What the button is called, and what stands on it unless `iconOnly`: "Copy family id". */
  label?: string | undefined
  iconOnly?: boolean | undefined
  /** A full button, to stand beside others. */
  large?: boolean | undefined
}

export const CopyButton = ({ value, label = 'Copy', iconOnly, large }: CopyButtonProps) => {
  const [outcome, setOutcome] = useState<'' | 'Copied' | 'Could not copy'>('')

  useEffect(() => {
    if (outcome === '') return undefined
    const timer = setTimeout(() => setOutcome(''), 2500)
    return () => clearTimeout(timer)
  }, [outcome])

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof value === 'string' ? value : value())
      setOutcome('Copied')
    } catch {
      setOutcome('Could not copy')
    }
  }

  return (
    <span className="relative inline-flex align-middle print:hidden">
      <button
        type="button"
        onClick={() => void copy()}
        aria-label={iconOnly ? label : undefined}
        className={
          large
            ? `${buttonClass()} w-full`
            : 'inline-flex items-center justify-center gap-1.5 rounded-sm text-muted hover:text-ink ' +
              (iconOnly
                ? 'size-6'
                : 'min-h-8 border border-line bg-raised px-2.5 text-xs font-medium hover:border-edge')
        }
      >
        <Icon name={outcome === 'Copied' ? 'check' : 'copy'} className={iconOnly ? 'size-4' : 'size-3.5'} />
        {iconOnly ? null : outcome || label}
      </button>
      <output
        className={
          iconOnly && outcome
            ? 'absolute top-0.5 left-full z-10 rounded-sm bg-ink px-1.5 font-sans text-xs whitespace-nowrap text-ground'
            : 'sr-only'
        }
      >
        {outcome}
      </output>
    </span>
  )
}
